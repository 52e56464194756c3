// The type of the control API's handlers: each is made for a target.
import Negotiator from 'negotiator';
import type { Handler } from '../../behaviours/handlers.ts';
import type { operations } from '../generated/document.js';
import type { ControlTarget } from '../target.ts';

export type ControlHandler<Id extends keyof operations> = (target: ControlTarget) => Handler<operations[Id]>;

export const NO_CONTENT = { status: 204 } as const;

/** Whether a client prefers a media type to JSON. */
export function prefers(accept: string | undefined, mediaType: string): boolean {
  if (accept === undefined) return false;
  return new Negotiator({ headers: { accept } }).mediaType(['application/json', mediaType]) === mediaType;
}

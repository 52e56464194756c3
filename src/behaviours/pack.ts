// A pack: a document that comes ready to serve, with its validators printed, its handlers and its convention.
import type { Contract } from '../contract/contract.ts';
import type { Convention } from '../conventions/convention.ts';
import type { UntypedHandlers } from './handlers.ts';

export interface Pack {
  readonly contract: Contract;
  readonly convention: Convention;
  readonly handlers: UntypedHandlers;
}

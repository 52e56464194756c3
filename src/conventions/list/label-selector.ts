// Label selectors of Kubernetes: `app=web,tier!=db`, `app in (web, api)`, `!beta`, `app`.
// https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
import { isObject, type Json, type JsonObject } from '../../json/value.ts';
import { valueAtPath } from './item-property.ts';

type LabelTest = (labels: JsonObject) => boolean;

/** The test of a selector. Undefined if the text selects all items or is not a selector. */
export function labelTest(selector: Json, path: readonly string[]): ((item: JsonObject) => boolean) | undefined {
  if (typeof selector !== 'string' || selector.trim() === '') return undefined;
  // Commas inside brackets separate values.
  const tests = selector.split(/,(?![^(]*\))/).map(requirement);
  if (tests.some((test) => test === undefined)) return undefined;
  return (item) => {
    const labels = valueAtPath(item, path);
    return (tests as readonly LabelTest[]).every((test) => test(isObject(labels) ? labels : {}));
  };
}

function requirement(text: string): LabelTest | undefined {
  const [, negated, present] = /^\s*(!?)\s*([\w./-]+)\s*$/.exec(text) ?? [];
  if (present !== undefined) return (labels) => Object.hasOwn(labels, present) === (negated === '');
  const [, name, operator, value = ''] = /^\s*([\w./-]+)\s*(==?|!=)\s*([\w./-]*)\s*$/.exec(text) ?? [];
  if (name !== undefined) return (labels) => (textOf(labels, name) === value) === (operator !== '!=');
  const [, set, not, list = ''] = /^\s*([\w./-]+)\s+(not)?in\s*\(([^)]*)\)\s*$/.exec(text) ?? [];
  if (set === undefined) return undefined;
  const values = list.split(',').map((one) => one.trim());
  return (labels) => values.includes(textOf(labels, set) ?? '') === (not === undefined);
}

function textOf(labels: JsonObject, name: string): string | undefined {
  return Object.hasOwn(labels, name) ? String(labels[name]) : undefined;
}

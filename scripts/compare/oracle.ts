// Whether an answer is what the document declares. It asks Ajv alone and nothing of our sources, which are compared here.
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { Outcome } from './send.ts';

type Node = { readonly [name: string]: Node } & { readonly $ref?: string };
type Answer = Extract<Outcome, { readonly kind: 'answer' }>;

/** What the answer has to do with the document, in words for a cell. */
export type Oracle = (answer: Answer, declaredBy: readonly [path: string, method: string]) => string;

export function openOracle(document: object): Oracle {
  const ajv = new Ajv2020({ strict: false, validateSchema: false, logger: false });
  formats.default(ajv);
  ajv.addSchema(document, 'document:');
  const isValid = (pointer: string, body: string) => {
    const validate = ajv.compile({ $ref: `document:#${pointer.split('/').map(encodeURIComponent).join('/')}` });
    try {
      return validate(JSON.parse(body)) === true;
    } catch (error) {
      if (error instanceof SyntaxError) return false;
      throw error;
    }
  };
  return ({ status, mediaType, body }, [path, method]) => {
    const responses = `/paths/${path.replaceAll('/', '~1')}/${method}/responses`;
    const declared = Object.keys(at(document as Node, responses));
    const name = [String(status), `${String(status)[0]}XX`, 'default'].find((one) => declared.includes(one));
    if (name === undefined) return 'status not declared';
    const { $ref } = at(document as Node, `${responses}/${name}`);
    const pointer = $ref ? $ref.slice(1) : `${responses}/${name}`;
    const { content } = at(document as Node, pointer);
    if (!content) return body === '' ? 'no body, as declared' : 'body not declared';
    if (!content[mediaType]) return 'media type not declared';
    const schema = `${pointer}/content/${mediaType.replaceAll('/', '~1')}/schema`;
    return isValid(schema, body) ? 'valid' : 'not valid';
  };
}

function at(document: Node, pointer: string): Node {
  const tokens = pointer.slice(1).split('/');
  return tokens.reduce<Node>((node, token) => {
    const inner = node[token.replaceAll('~1', '/').replaceAll('~0', '~')];
    if (inner === undefined) throw new Error(`Nothing stands at ${pointer}`);
    return inner;
  }, document);
}

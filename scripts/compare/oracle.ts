// Validates a response against the document with Ajv. It uses no source of this project, because the project is
// compared here.
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { Outcome } from './send.ts';

type Node = { readonly [name: string]: Node } & { readonly $ref?: string };
type Response = Extract<Outcome, { readonly kind: 'response' }>;

/** Compares a response with the document. Returns the text of a cell. */
export type Oracle = (response: Response, declaredBy: readonly [path: string, method: string]) => string;

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
    if (inner === undefined) throw new Error(`The document has no value at ${pointer}`);
    return inner;
  }, document);
}

// The JSON schema of a configuration file, printed to docs/config.schema.json.
import { CONFIG_OPTIONS, type Option } from '../options.ts';

export function configSchema(): object {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Configuration of standin',
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: { type: 'string' },
      ...Object.fromEntries(CONFIG_OPTIONS.map((option) => [option.name, schemaOf(option)])),
    },
  };
}

function schemaOf({ text, type, negated }: Option): object {
  if (negated === undefined) return { description: text, ...type.schema };
  return { description: `${text}; false: ${negated}`, anyOf: [type.schema, { type: 'boolean', const: false }] };
}

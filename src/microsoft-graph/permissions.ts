// Which permissions there are: those that a document's security schemes name.
import { isObject, type Json } from '../json/value.ts';

export function permissionsOf({ components }: { readonly components?: Json }): readonly string[] {
  const { securitySchemes = {} } = isObject(components) ? components : {};
  const schemes = isObject(securitySchemes) ? Object.values(securitySchemes) : [];
  const flows = schemes.flatMap((scheme) =>
    isObject(scheme) && isObject(scheme.flows) ? Object.values(scheme.flows) : [],
  );
  const named = flows.flatMap((flow) => (isObject(flow) && isObject(flow.scopes) ? Object.keys(flow.scopes) : []));
  return [...new Set(named)];
}

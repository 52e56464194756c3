// The permissions of a service: the scopes that the security schemes of its document declare.
import { isObject, type Json } from '../json/value.ts';

export function permissionsOf({ components }: { readonly components?: Json }): readonly string[] {
  const { securitySchemes = {} } = isObject(components) ? components : {};
  const schemes = isObject(securitySchemes) ? Object.values(securitySchemes) : [];
  const flows = schemes.flatMap((scheme) =>
    isObject(scheme) && isObject(scheme.flows) ? Object.values(scheme.flows) : [],
  );
  const names = flows.flatMap((flow) => (isObject(flow) && isObject(flow.scopes) ? Object.keys(flow.scopes) : []));
  return [...new Set(names)];
}

// Detects the convention of a document.
import type { Contract } from '../contract/contract.ts';
import type { Convention } from './convention.ts';
import { odataConvention, speaksOData } from './odata/odata.ts';
import { plainConvention } from './plain.ts';

export function inferConvention(contract: Contract): Convention {
  return speaksOData(contract) ? odataConvention(contract) : plainConvention(contract);
}

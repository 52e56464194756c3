// Two versions each of public OpenAPI documents, by the commits of their repositories on GitHub. They are fetched for the proof.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

export interface VersionPair {
  /** `owner/name` on GitHub. */
  readonly repository: string;
  readonly old: DocumentVersion;
  readonly new: DocumentVersion;
}

interface DocumentVersion {
  readonly commit: string;
  readonly file: string;
  /** The folder that its references stay in, if it has several files. */
  readonly folder?: string;
}

function pair(repository: string, file: string, old: string, next: string, folder?: string): VersionPair {
  const more = folder === undefined ? {} : { folder };
  return { repository, old: { commit: old, file, ...more }, new: { commit: next, file, ...more } };
}

export const VERSION_PAIRS: readonly VersionPair[] = [
  pair('resend/resend-openapi', 'resend.yaml', '2b03944014fa', '18cca2dfceb2'),
  pair('figma/rest-api-spec', 'openapi/openapi.yaml', 'c827bb4800a7', 'af94bebd8a00'),
  pair('plaid/plaid-openapi', '2020-09-14.yml', 'cd9c7061559b', '5c2920e90333'),
  pair('Adyen/adyen-openapi', 'yaml/CheckoutService-v71.yaml', 'f1b0beb96d24', '74fabab06280'),
  pair('Adyen/adyen-openapi', 'yaml/ManagementService-v3.yaml', '9ec45be1850d', '1e3919b0fb3a'),
  pair('Adyen/adyen-openapi', 'yaml/TransferService-v4.yaml', 'de409108c187', '3f48042f04c3'),
  pair('Asana/openapi', 'defs/asana_oas.yaml', '710f56d9d85b', 'fc9f8dcf224e'),
  pair('XeroAPI/Xero-OpenAPI', 'xero_accounting.yaml', 'a23337529a0f', 'e952d0bda362'),
  pair('XeroAPI/Xero-OpenAPI', 'xero-payroll-nz.yaml', 'e03ee9387f4c', 'e952d0bda362'),
  pair('XeroAPI/Xero-OpenAPI', 'xero_files.yaml', '608c671463ff', 'e952d0bda362'),
  pair('box/box-openapi', 'openapi.json', '83b87eaec019', 'c9a878a98243'),
  {
    repository: 'clerk/openapi-specs',
    old: { commit: '81dd1c54dc09', file: 'bapi/2025-04-10.yml' },
    new: { commit: '81dd1c54dc09', file: 'bapi/2025-11-10.yml' },
  },
  {
    repository: 'intercom/Intercom-OpenAPI',
    old: { commit: '8889625a7b93', file: 'descriptions/2.13/api.intercom.io.yaml' },
    new: { commit: '8889625a7b93', file: 'descriptions/2.14/api.intercom.io.yaml' },
  },
  pair('intercom/Intercom-OpenAPI', 'descriptions/2.14/api.intercom.io.yaml', 'e1aaee64c3ac', '8889625a7b93'),
  pair('netlify/open-api', 'swagger.yml', '066a4201ab3f', '650803172c55'),
  pair('openfga/api', 'docs/openapiv2/apidocs.swagger.json', '619029c1d3d3', 'f153694bfc20'),
  pair('paypal/paypal-rest-api-specifications', 'openapi/checkout_orders_v2.json', '8e1a8188cc57', 'fb6f12627e27'),
  pair(
    'paypal/paypal-rest-api-specifications',
    'openapi/billing_subscriptions_v1.json',
    '6f8a0f13ff2a',
    'fb6f12627e27',
  ),
  pair('twilio/twilio-oai', 'spec/yaml/twilio_taskrouter_v1.yaml', '832bf7bc0d94', '55a17be6f0f1'),
  pair('twilio/twilio-oai', 'spec/yaml/twilio_conversations_v1.yaml', '496e1df3c4f3', '55a17be6f0f1'),
  pair('twilio/twilio-oai', 'spec/yaml/twilio_verify_v2.yaml', 'cc2f698cce53', 'd50069b44ea8'),
  pair('typesense/typesense-api-spec', 'openapi.yml', '09eefc06ef45', '24facda9a820'),
  pair('firecracker-microvm/firecracker', 'src/firecracker/swagger/firecracker.yaml', '5f5bb4a5426e', '6c5d9f3e0417'),
  pair(
    'digitalocean/openapi',
    'specification/DigitalOcean-public.v2.yaml',
    '38172fa5fe61',
    '87e82da6548b',
    'specification',
  ),
  pair('openai/openai-openapi', 'openapi.yaml', '06a9404ee8f7', 'f85dbe223d40'),
];

export function nameOfPair({ repository, old, new: next }: VersionPair): string {
  const versions =
    old.file === next.file ? `${old.commit}..${next.commit}` : `${basename(dirname(old.file))}/${basename(old.file)}`;
  return `${repository} ${basename(next.file)} ${versions}`;
}

/**
 * The paths of both versions, in a cache folder. A repository that the cache does not have is cloned from GitHub without its files.
 * @param cache a folder; repositories are in `owner+name`
 */
export function versionsOf({ repository, old, new: next }: VersionPair, cache: string): { old: string; new: string } {
  const clone = join(cache, repository.replace('/', '+'));
  if (!existsSync(clone)) {
    const url = `https://github.com/${repository}.git`;
    execFileSync('git', ['clone', '--quiet', '--bare', '--filter=blob:none', url, clone], { timeout: 600_000 });
  }
  const extracted = (version: DocumentVersion) =>
    extract(clone, version, join(cache, 'versions', repository, version.commit));
  return { old: extracted(old), new: extracted(next) };
}

function extract(clone: string, { commit, file, folder }: DocumentVersion, target: string): string {
  const path = join(target, file);
  if (existsSync(path)) return path;
  mkdirSync(dirname(path), { recursive: true });
  if (folder === undefined) {
    writeFileSync(path, execFileSync('git', ['-C', clone, 'show', `${commit}:${file}`], { maxBuffer: 100_000_000 }));
    return path;
  }
  const archive = join(target, 'archive.tar');
  execFileSync('git', ['-C', clone, 'archive', '--output', archive, commit, folder]);
  execFileSync('tar', ['-xf', archive, '-C', target]);
  return path;
}

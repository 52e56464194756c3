// Prints docs/reference/settings.md from the settings of every document and of the built-in pack.
import { knownSettings } from '../../src/microsoft-graph/settings.ts';
import { COMMON_SETTINGS, defaultValueOf, type KnownSettings } from '../../src/world-settings.ts';

export function settingsPage(): string {
  return [
    '# Settings',
    '',
    'This page is generated from `src/world-settings.ts` and `src/microsoft-graph/settings.ts` (`npm run generate`).',
    '',
    'A setting applies to one world: an isolated copy of state, clock, faults and journal. Set it for all worlds with',
    '`--set name=value` or `createStandin({ settings })`, for one world with the control API',
    '(`PATCH /_standin/worlds/{world}`), or under `settings` in a scenario. A reset of the world restores it.',
    '',
    '## Every document',
    '',
    ...tableOf(COMMON_SETTINGS),
    '',
    '## Microsoft Graph',
    '',
    ...tableOf(knownSettings),
    '',
  ].join('\n');
}

function tableOf(settings: KnownSettings): readonly string[] {
  const rows = Object.entries(settings).flatMap(([name, setting]) => {
    const first = defaultValueOf(setting);
    return Object.entries(setting.values).map(([value, meaning]) => {
      const isFirst = value === first;
      const cells = [
        isFirst ? `\`${name}\`` : '',
        isFirst ? setting.text : '',
        `\`${value}\`${isFirst ? ' (default)' : ''}`,
      ];
      return `| ${cells.join(' | ')} | ${meaning} |`;
    });
  });
  return ['| setting | what it controls | value | meaning |', '|---|---|---|---|', ...rows];
}

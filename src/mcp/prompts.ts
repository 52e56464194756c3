// The prompts of an MCP server, one for each job: test a client against the contract, give a front end a back end, explore an API.
import type { McpTarget } from './target.ts';

interface PromptArgument {
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
}

interface Prompt {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly arguments: readonly PromptArgument[];
  readonly text: (facts: PromptFacts) => string;
}

interface PromptFacts {
  readonly given: Readonly<Record<string, string>>;
  /** The title of the document. */
  readonly api: string;
  /** The base URL of the session's world; undefined if the server does not listen. */
  readonly url: string | undefined;
}

const PROMPTS: readonly Prompt[] = [
  {
    name: 'contract-test-client',
    title: 'Test a client against the contract',
    description: 'Runs a client against the mock, and corrects it until nothing violates the document.',
    arguments: [
      {
        name: 'command',
        description: 'The command that runs the tests of the client, such as npm test.',
        required: true,
      },
    ],
    text: ({ given, api, url }) =>
      [
        `Test this client against the OpenAPI document of ${api}.`,
        `1. Call reset, so that the data is known.`,
        `2. Run \`${given.command ?? 'the tests'}\` with the base URL of the API set to ${url ?? 'the URL of the mock server'}.`,
        '3. Call violations. For each one, read property, rule, value and fix, find the code that sends it, and correct the client. Do not change the document.',
        '4. Call report, and name the operations and the responses that the tests do not cover.',
        '5. Use fault to plan a 503, a 429 and a slow response for an important operation, run the tests again, and say how the client behaves.',
        'Repeat until violations is empty. Finish with a list of what you changed and why.',
      ].join('\n'),
  },
  {
    name: 'front-end-sandbox',
    title: 'Give a front end a back end',
    description: 'Prepares data and states for a screen, and tries its empty, slow and failing cases.',
    arguments: [{ name: 'screen', description: 'The screen or the feature to build.', required: true }],
    text: ({ given, api, url }) =>
      [
        `Build or check this screen against the mock of ${api}: ${given.screen ?? 'the screen'}.`,
        `The base URL of the API is ${url ?? 'the URL of the mock server'}. It keeps state: what you create can be read again.`,
        '1. Find the operations that the screen needs, and call them to see real responses. Do not invent properties.',
        '2. Create the data that the screen shows by the operations of the API.',
        '3. Use fork to keep a copy of this state, and prepare in it what is rare: an empty list, one item, very many items.',
        '4. Use fault for a slow response and for each declared error, and stub for one exact response. Check that the screen handles them.',
        '5. Use clock if the screen shows times or things that expire. Use rewind to undo what you tried.',
      ].join('\n'),
  },
  {
    name: 'explore-api',
    title: 'Explore an API',
    description: 'Learns how an API works by using it, and writes down what was found.',
    arguments: [{ name: 'goal', description: 'What you want to be able to do with the API.', required: false }],
    text: ({ given, api }) =>
      [
        `Find out how the API ${api} works${given.goal === undefined ? '' : `, with this goal: ${given.goal}`}.`,
        '1. Read the resource standin://document, or use search and describe if the document is large.',
        '2. Call operations that read, then create, change and delete something of your own. Nothing here is real: the world belongs to this session.',
        '3. If a call fails, read the message: it names the property, the rule, the value and what to change. Call explain with the Request-Id for the reason.',
        '4. Write down the order of the calls that reaches the goal, with the arguments of each and what it returned.',
      ].join('\n'),
  },
];

export function listPrompts(): readonly Omit<Prompt, 'text'>[] {
  return PROMPTS.map(({ text: _, ...listed }) => listed);
}

export interface PromptCall {
  readonly name: string;
  readonly given: Readonly<Record<string, string>>;
  readonly world: string;
}

/** @returns undefined if there is no such prompt */
export function promptText(target: McpTarget, { name, given, world }: PromptCall): string | undefined {
  const prompt = PROMPTS.find((one) => one.name === name);
  if (prompt === undefined) return undefined;
  const origin = target.url();
  const [first] = target.documents();
  const base = first?.contract.bases[0] ?? '';
  const url = origin === undefined ? undefined : `${origin}/~${world}${base}`;
  return prompt.text({ given, api: first?.contract.title ?? 'the API', url });
}

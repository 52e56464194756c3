// How the docs page of Microsoft Graph signs in: with one request to the built-in token service.
import type { SignIn } from '../behaviours/pack.ts';
import { DEFAULT_ACCOUNT } from './login/accounts.ts';
import { ALL_OF_GRAPH } from './login/audiences.ts';

/** The application id of the docs page. */
const CLIENT = '3f1e6a52-7f0d-4a86-b7a1-2d9b0c5e8f14';

export const signIn: SignIn = {
  path: '/login/organizations/oauth2/v2.0/token',
  form: {
    grant_type: 'password',
    client_id: CLIENT,
    username: DEFAULT_ACCOUNT,
    password: 'any',
    scope: ALL_OF_GRAPH,
  },
  schemes: ['azureAD', 'bearer'],
  as: DEFAULT_ACCOUNT,
};

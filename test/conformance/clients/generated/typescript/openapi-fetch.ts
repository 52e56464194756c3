import createClient from 'openapi-fetch';
import { authorization, baseUrl, expectChange } from './environment';
import type { paths } from './generated/openapi-fetch';

const client = createClient<paths>({ baseUrl, headers: { authorization } });
const path = '/deviceManagement/applePushNotificationCertificate';
const before = await client.GET(path);
const after = await client.PATCH(path, { body: { appleIdentifier: 'openapi-fetch@contoso.example' } });
expectChange('openapi-fetch', before.data, after.data);

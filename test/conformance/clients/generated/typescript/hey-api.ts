import { baseUrl, expectChange, token } from './environment';
import { client } from './generated/hey-api/client.gen';
import {
  getApplePushNotificationCertificate,
  updateApplePushNotificationCertificate,
} from './generated/hey-api/sdk.gen';

client.setConfig({ baseUrl, auth: token });
const before = await getApplePushNotificationCertificate();
const after = await updateApplePushNotificationCertificate({ body: { appleIdentifier: 'hey-api@contoso.example' } });
expectChange('hey-api', before.data, after.data);

import { authorization, expectChange } from './environment';
import { getApplePushNotificationCertificate, updateApplePushNotificationCertificate } from './generated/orval';

const options = { headers: { authorization } };
const before = await getApplePushNotificationCertificate(options);
const after = await updateApplePushNotificationCertificate({ appleIdentifier: 'orval@contoso.example' }, options);
if (before.status !== 200 || after.status !== 200) throw new Error(`orval: ${before.status}, ${after.status}`);
expectChange('orval', before.data, after.data);

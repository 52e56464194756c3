// The unchanged MSAL for Node.js signs in with a device code, and reads the certificate with its token.
import assert from 'node:assert/strict';
import { PublicClientApplication } from '@azure/msal-node';

const { STANDIN_URL: url, STANDIN_TENANT: tenant } = process.env;
const application = new PublicClientApplication({
  auth: {
    clientId: '11111111-2222-4333-8444-555555555555',
    authority: `${url}/${tenant}`,
    knownAuthorities: [new URL(url).host],
  },
});

const result = await application.acquireTokenByDeviceCode({
  scopes: ['https://graph.microsoft.com/DeviceManagementServiceConfig.Read.All'],
  deviceCodeCallback: ({ userCode, verificationUri }) => {
    const fields = { user_code: userCode, account: 'user@contoso.example' };
    void fetch(verificationUri, { method: 'POST', body: new URLSearchParams(fields) });
  },
});
assert.equal(result.account.username, 'user@contoso.example');
const response = await fetch(`${url}/v1.0/deviceManagement/applePushNotificationCertificate`, {
  headers: { authorization: `Bearer ${result.accessToken}` },
});
// The tenant has no certificate.
assert.equal(response.status, 404);
console.log('ok   msal-node: device code');

const silent = await application.acquireTokenSilent({
  account: result.account,
  scopes: result.scopes,
  forceRefresh: true,
});
assert.notEqual(silent.accessToken, result.accessToken);
console.log('ok   msal-node: refreshed');

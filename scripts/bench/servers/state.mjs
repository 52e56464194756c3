// The measured resource, its initial state, and the change of the measured PATCH: the examples of the built-in document.
export const PATH = '/v1.0/deviceManagement/applePushNotificationCertificate';

export const HEADERS = { authorization: 'Bearer benchmark' };

export const CHANGE = {
  '@odata.type': '#microsoft.graph.applePushNotificationCertificate',
  appleIdentifier: 'Apple Identifier value',
  topicIdentifier: 'Topic Identifier value',
  expirationDateTime: '2016-12-31T23:57:57.2481234-08:00',
  certificateUploadStatus: 'Certificate Upload Status value',
  certificateUploadFailureReason: 'Certificate Upload Failure Reason value',
  certificateSerialNumber: 'Certificate Serial Number value',
  certificate: 'Certificate value',
};

export const STATE = {
  '@odata.type': '#microsoft.graph.applePushNotificationCertificate',
  id: 'c4c8f047-f047-c4c8-47f0-c8c447f0c8c4',
  appleIdentifier: 'Apple Identifier value',
  topicIdentifier: 'Topic Identifier value',
  lastModifiedDateTime: '2017-01-01T00:00:35.1329464-08:00',
  expirationDateTime: '2016-12-31T23:57:57.2481234-08:00',
  certificateUploadStatus: 'Certificate Upload Status value',
  certificateUploadFailureReason: 'Certificate Upload Failure Reason value',
  certificateSerialNumber: 'Certificate Serial Number value',
  certificate: 'Certificate value',
};

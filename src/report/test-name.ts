// The name of the test that sent a request.
import { TEST_HEADER } from '../headers.ts';
import type { RecordedExchange } from './record.ts';

const MAX_NAME = 300;

/** The name in the header Standin-Test, decoded. Undefined without the header. */
export function testInHeaders(headers: RecordedExchange['requestHeaders']): string | undefined {
  const sent = headers[TEST_HEADER];
  if (sent === undefined || sent === '') return undefined;
  const text = String(sent).slice(0, MAX_NAME * 3);
  try {
    return decodeURIComponent(text).slice(0, MAX_NAME);
  } catch {
    return text.slice(0, MAX_NAME);
  }
}

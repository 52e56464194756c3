// Cards, accounts and invoices. The card numbers are those that payment services publish for tests.
import { integerAt, type Location, type Owner, ofOwner, sharedAt } from './location.ts';

interface Card {
  readonly brand: string;
  readonly number: string;
  readonly code: string;
}

const CARDS: readonly Card[] = [
  { brand: 'Visa', number: '4242424242424242', code: '314' },
  { brand: 'Mastercard', number: '5555555555554444', code: '271' },
  { brand: 'American Express', number: '378282246310005', code: '1618' },
  { brand: 'Visa', number: '4000056655665556', code: '577' },
  { brand: 'Mastercard', number: '5200828282828210', code: '693' },
  { brand: 'Discover', number: '6011111111111117', code: '141' },
];

export function cardOf(owner: Owner): Card {
  return ofOwner(owner, CARDS, 'card');
}

export function expiryOf(owner: Owner): { readonly month: number; readonly year: number } {
  return {
    month: 1 + Math.floor(sharedAt(owner, 'expiry month') * 12),
    year: 2029 + Math.floor(sharedAt(owner, 'expiry year') * 4),
  };
}

/** Whether the object describes a payment card. */
export function isCard({ subjects, names }: Owner): boolean {
  return (
    subjects.some((subject) => /\bcard\b/.test(subject)) ||
    names.has('exp month') ||
    names.has('last4') ||
    names.has('cvc')
  );
}

/** A German account number with valid check digits (ISO 13616). */
export function ibanOf(location: Location): string {
  const bban = `37040044${String(integerAt(location, 0, 9_999_999, 'iban')).padStart(10, '0')}`;
  // D is 13 and E is 14.
  const check = 98n - (BigInt(`${bban}131400`) % 97n);
  return `DE${String(check).padStart(2, '0')}${bban}`;
}

// The keyword multipleOf for decimal numbers (JSON Schema 2020-12, section 6.2.1 of the validation part). 19.99 is a multiple of 0.01,
// although the quotient of the two binary fractions is not an integer.
import { _, type CodeKeywordDefinition, str } from 'ajv';
import { useFunc } from 'ajv/dist/compile/util.js';

/**
 * The source of a function from two numbers, for generated code. It calculates with the decimal digits of both. The quotient decides
 * alone if it is an integer, or if it is far from one.
 */
const SOURCE = `(value, divisor) => {
const quotient = value / divisor;
if (Number.isInteger(divisor) && Number.isInteger(value) && Number.isSafeInteger(value)) return value % divisor === 0;
if (Math.abs(quotient) < 1e12 && Math.abs(quotient - Math.round(quotient)) > 1e-3) return false;
const partsOf = (number) => {
const [digits, exponent = "0"] = String(number).split("e");
const [whole, fraction = ""] = digits.split(".");
return [BigInt(whole + fraction), Number(exponent) - fraction.length];
};
if (!Number.isFinite(value)) return false;
const [a, powerOfA] = partsOf(value);
const [b, powerOfB] = partsOf(divisor);
const power = Math.min(powerOfA, powerOfB);
return (a * 10n ** BigInt(powerOfA - power)) % (b * 10n ** BigInt(powerOfB - power)) === 0n;
}`;

/** Whether a number is a multiple of another one, as decimal numbers. */
export const isMultipleOf = Object.assign(
  new Function(`return ${SOURCE};`)() as (value: number, divisor: number) => boolean,
  { code: `(${SOURCE})` },
);

export const multipleOf: CodeKeywordDefinition = {
  keyword: 'multipleOf',
  type: 'number',
  schemaType: 'number',
  error: {
    message: ({ schemaCode }) => str`must be multiple of ${schemaCode}`,
    params: ({ schemaCode }) => _`{multipleOf: ${schemaCode}}`,
  },
  code(cxt) {
    const { gen, data, schema, schemaCode } = cxt;
    if (Number.isInteger(schema)) {
      // The remainder of a binary number and an integer is exact.
      cxt.fail(_`${data} % ${schemaCode} !== 0`);
      return;
    }
    cxt.fail(_`!${useFunc(gen, isMultipleOf)}(${data}, ${schemaCode})`);
  },
};

// What each report has to say about each of the ten bugs: the test, the value, and the place.

export const PLANTED = [
  [
    'enum',
    'adds a product to the catalogue',
    'category is "gardn", allowed: kitchen, garden, office',
    'Send "garden" instead of "gardn" in category.',
  ],
  [
    'type',
    'puts a product into the cart',
    'quantity is "2", must be of type integer',
    'Send 2 instead of "2" in quantity.',
  ],
  ['missing', 'orders a product', 'shippingAddress.postalCode is required', 'Send shippingAddress.postalCode.'],
  ['missing, too', 'orders a product', 'shippingAddress.country is required', 'Send shippingAddress.country.'],
  ['maximum', 'lists all orders', 'query parameter limit is 500, must be at most 100', 'Send a limit of at most 100.'],
  [
    'no token',
    'shows who is signed in',
    'the request has no bearer token',
    'Send the header Authorization: Bearer <token>.',
  ],
  ['wrong path', 'lists the users', 'the document declares no such path. Did you mean /v1/users?', 'Use /v1/users.'],
  [
    'wrong method',
    'restocks a product',
    'the document does not declare the method. Declared methods: GET, DELETE, PATCH',
    'Use PATCH (updateProduct) instead of PUT, or declare PUT.',
  ],
  ['too short', 'renames a product', 'name is "", must have at least 1 character', 'Send a name that is not empty.'],
  [
    'typo in a property',
    'describes a product',
    'descripton is not declared. Did you mean description?',
    'Rename descripton to description',
  ],
  [
    'typo in a query parameter',
    'filters by category',
    'query parameter categroy is not declared. Did you mean category?',
    'Rename query parameter categroy to category',
  ],
].map(([bug, test, text, fix]) => ({ bug, test, text, fix, isUndeclared: bug.startsWith('typo') }));

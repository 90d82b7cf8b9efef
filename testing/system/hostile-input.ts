import fc from 'fast-check'
import { adminLogin } from '../running-system.ts'
import { newCustomer } from './onboarding.ts'

const nested = (depth: number): unknown => JSON.parse(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`)
const nestedList = (depth: number): unknown => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`)

/** Values that a broken or malicious client may send. */
const hostileValues: unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e9,
  1e308,
  -0,
  2 ** 53,
  '',
  ' ',
  '\t\n',
  'x'.repeat(300),
  'x'.repeat(100_000),
  'a\u0000b',
  '\u0007\u001b[31m',
  '\ud800',
  'half \udfff a pair',
  '😀👩‍👩‍👧‍👦',
  'مرحبا ‮ RTL',
  '\u202e\u200b\ufeff',
  "'; drop table users; --",
  '%00%ff',
  '../../etc/passwd',
  '__proto__',
  'NaN',
  '0198c5a2-7b1e-7c3a-9f00-5d2f6c1a4e11',
  '00000000-0000-0000-0000-000000000000',
  'http://user:word@127.0.0.1:9',
  'ftp://127.0.0.1',
  'http://127.0.0.1:99999',
  'javascript:alert(1)',
  'file:///etc/passwd',
  [],
  {},
  [[]],
  [null],
  { a: 1 },
  nested(1_000),
  nestedList(1_000),
  JSON.parse('{"__proto__":{"isAdmin":true},"constructor":{"prototype":1}}'),
]

export const hostile: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...hostileValues) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
)

const anyId = '0198c5a2-7b1e-7c3a-9f00-5d2f6c1a4e11'
const connection = { baseUrl: 'http://127.0.0.1:9', apiKey: 'npk_hostile', apiSecret: 'nps_hostile' }
const hosting = { username: 'hostile', password: 'hosting-Password-9', email: 'hostile@example.com' }

const credential = { id: 'AAAA', rawId: 'AAAA', type: 'public-key' }
const newCredential = { clientDataJSON: 'AAAA', attestationObject: 'AAAA' }
const assertion = { clientDataJSON: 'AAAA', authenticatorData: 'AAAA', signature: 'AAAA' }

/** A body that is valid for each call, or refused only because of the current state. */
export const plainBodies: Record<string, object> = {
  'POST /api/auth/sign-in/email': { email: adminLogin.email, password: 'not-the-password' },
  'POST /api/v1/me/password': { currentPassword: 'not-the-password', newPassword: 'new-Password-5' },
  'POST /api/v1/me/sessions/end-others': {},
  'POST /api/v1/me/totp': { currentPassword: 'not-the-password' },
  'POST /api/v1/me/totp/confirm': { code: '123456' },
  'POST /api/v1/me/totp/remove': { currentPassword: 'not-the-password', code: '123456' },
  'POST /api/v1/me/recovery-codes': { currentPassword: 'not-the-password' },
  'POST /api/v1/me/passkeys/options': { currentPassword: 'not-the-password' },
  'POST /api/v1/me/passkeys': { name: 'Hostile', response: { ...credential, response: newCredential } },
  'POST /api/v1/me/passkeys/remove': { id: anyId, currentPassword: 'not-the-password' },
  'POST /api/v1/me/reauthenticate': { currentPassword: 'not-the-password', code: '123456' },
  'POST /api/v1/me/reauthenticate-by-passkey': { ...credential, response: assertion },
  'POST /api/v1/setup': { token: 'x', email: 'x@example.com', fullName: 'X', password: 'new-Password-5' },
  'POST /api/v1/team': { email: 'invited@example.com', fullName: 'Invited', role: 'support' },
  'PATCH /api/v1/team/{id}': { fullName: 'Changed', role: 'billing', isActive: true },
  'POST /api/v1/team/{id}/password-link': {},
  'POST /api/v1/team/{id}/end-sessions': {},
  'POST /api/v1/team/{id}/reset-factors': {},
  'PATCH /api/v1/team-settings': { factorsRequired: false },
  'POST /api/v1/api-tokens': {
    name: 'Hostile',
    permissions: ['customers.read', 'servers.read'],
    expiresAt: '2999-01-01T00:00:00.000Z',
  },
  'POST /api/v1/customers': { ...newCustomer('hostile', anyId), companyName: 'Hostile Ltd', isActive: true },
  'POST /api/v1/customers/validate': newCustomer('hostile', anyId),
  'PATCH /api/v1/customers/{id}': {
    email: 'changed@example.com',
    fullName: 'Changed',
    companyName: null,
    password: 'new-Password-5',
    isActive: true,
  },
  'POST /api/v1/customers/{id}/hosting-accounts': { ...hosting, serverId: anyId, packageId: 1 },
  'POST /api/v1/customers/{id}/password-link': {},
  'POST /api/v1/customers/{id}/reset-factors': {},
  // Refused: its body is a file.
  'POST /api/v1/imports': {},
  'POST /api/v1/reconciliations/{id}/import': {},
  'PATCH /api/v1/imports/{id}': {
    mapping: { Email: 'email', Notes: null },
    defaults: { hosting: 'create', serverId: anyId, passwords: 'link' },
  },
  'POST /api/v1/imports/{id}/check': {},
  'POST /api/v1/imports/{id}/start': {},
  'POST /api/v1/imports/{id}/pause': {},
  'POST /api/v1/imports/{id}/resume': {},
  'POST /api/v1/imports/{id}/cancel': {},
  'POST /api/v1/imports/{id}/credentials.csv': {},
  'POST /api/v1/password-links/inspect': { token: 'x' },
  'POST /api/v1/password-links/use': { token: 'x', password: 'new-Password-5' },
  'POST /api/v1/password-resets': { email: 'hostile@example.com' },
  'POST /api/v1/me/email': { newEmail: 'changed@example.com', currentPassword: 'not-the-password' },
  'POST /api/v1/email-changes/confirm': { token: 'x' },
  'PATCH /api/v1/mail/settings': {
    host: '127.0.0.1',
    port: 9,
    tls: 'none',
    username: 'mailer',
    password: 'smtp-Password-5',
    fromAddress: 'no-reply@example.com',
    fromName: 'Hostile',
    alertsTo: ['staff@example.com'],
  },
  'POST /api/v1/mail/test': { to: 'staff@example.com' },
  'PATCH /api/v1/mail/templates/{kind}': { language: 'en', subject: 'Hello', text: 'Hello {{name}}' },
  'POST /api/v1/mail/templates/{kind}/preview': { language: 'en', subject: 'Hello', text: '{{link}}' },
  'POST /api/v1/mails/{id}/resend': {},
  'POST /api/v1/servers/test': { ...connection, driver: 'nextpanel' },
  'POST /api/v1/servers': {
    ...connection,
    name: 'Hostile',
    capacity: 5,
    location: 'Nowhere',
    caCertificate: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----',
  },
  'PATCH /api/v1/servers/{id}': { ...connection, name: 'Hostile', capacity: 5, mode: 'maintenance' },
  'POST /api/v1/installation/decide': { thisIs: 'a-copy' },
  'POST /api/v1/servers/{id}/test': {},
  'POST /api/v1/servers/{id}/rotate-key': { apiKey: 'npk_x', apiSecret: 'nps_x', saveAnyway: false },
  'POST /api/v1/servers/{id}/pause': { reason: 'why' },
  'POST /api/v1/servers/{id}/resume': {},
  'POST /api/v1/engine/pause': { reason: 'why' },
  'POST /api/v1/engine/resume': {},
  'POST /api/v1/hosting-accounts/{id}/suspend': { reason: 'abuse', note: 'why' },
  'POST /api/v1/hosting-accounts/{id}/unsuspend': { reason: 'abuse' },
  'POST /api/v1/hosting-accounts/{id}/terminate': { confirm: 'somebody' },
  'POST /api/v1/hosting-accounts/{id}/change-password': { password: 'new-Password-5' },
  'POST /api/v1/operations/{id}/retry': { username: 'other', password: 'new-Password-5', serverId: anyId },
  'POST /api/v1/operations/{id}/cancel': {},
  'POST /api/v1/operations/{id}/dismiss': {},
  'POST /api/v1/servers/{id}/reconciliations': {},
  'POST /api/v1/reconciliations/{id}/findings/{findingId}/resolve': { action: 'adopt', confirm: 3 },
  'POST /api/v1/operations/{id}/adopt': { panelUserId: 999 },
}

/** The body with one field, at any depth, replaced, removed or added, or a different body. */
export const spoiltBody = (plain: object): fc.Arbitrary<unknown> => {
  const fields = [...Object.keys(plain), 'provisioning', 'id', '__proto__', 'unknownField']
  const replaced = fc
    .tuple(fc.constantFrom(...fields), hostile)
    .map(([field, value]) => Object.fromEntries([...Object.entries(plain), [field, value]]))
  const without = fc
    .constantFrom(...fields)
    .map((field) => Object.fromEntries(Object.entries(plain).filter(([name]) => name !== field)))
  const inside = fc
    .tuple(fc.constantFrom('username', 'password', 'serverId', 'email', 'packageId'), hostile)
    .map(([field, value]) => ({ ...plain, provisioning: { ...hosting, [field]: value } }))
  return fc.oneof(
    { weight: 5, arbitrary: replaced },
    { weight: 1, arbitrary: without },
    { weight: 2, arbitrary: inside },
    { weight: 1, arbitrary: hostile },
    { weight: 1, arbitrary: fc.constant(plain) },
  )
}

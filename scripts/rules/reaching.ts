import type { Rule } from './rule.ts'

const outbound = 'server/platform/outbound'
const httpTest = `${outbound}/panel-http.test.ts`
const panel = 'panels/nextpanel'
const clientTest = `${panel}/client.test.ts`
const addressTest = 'server/domain/servers/address-of-secrets.test.ts'
const within = 'embedded'

/** Requests to panels, and which answers are believed. */
export const reachingRules: readonly Rule[] = [
  {
    sentence: 'Trouble with a key stops the operation. It is not retried until the trouble is over.',
    off: [
      {
        file: 'server/domain/hosting/steps/refusal.ts',
        find: "case 'retry-later':",
        replace: "case 'needs-operator':\n    case 'retry-later':",
      },
    ],
    test: {
      file: 'server/domain/hosting/steps/create.test.ts',
      name: 'stops at trouble with the key, marks the server, and resumes after the key is fixed',
      within,
    },
  },
  {
    sentence: 'A base URL can be changed only to a panel that has our accounts.',
    off: [
      {
        file: 'server/domain/servers/change.ts',
        find: 'moves && key !== null && (await refuseAnotherPanel(ctx, present, address, key))',
        replace: 'false',
      },
    ],
    test: {
      file: 'server/domain/servers/same-panel.test.ts',
      name: 'is refused if our accounts are not found there, and only reads are sent',
      within,
    },
  },
  {
    sentence: 'Another address of a server needs its whole key again.',
    off: [
      {
        file: 'contracts/servers/connection.ts',
        find: 'if (!changesAddress(saved, change)) return',
        replace: 'return',
      },
    ],
    test: {
      file: addressTest,
      name: 'is not sent: another scheme, host, port, path or authority needs the whole key again',
      within,
    },
  },
  {
    sentence: 'A stored key is sealed for the address that it was entered for.',
    off: [
      {
        file: 'server/domain/sealing/panel-address.ts',
        // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of the source
        find: '`${owner} ${textOf(address)}`',
        replace: 'address && owner',
      },
    ],
    test: {
      file: addressTest,
      name: 'is not sent by checks, rotations, reconciliations or operations, and staff see that they must enter it again',
      within,
    },
  },
  {
    sentence: 'Own ports and metadata services are refused in every network.',
    off: [
      {
        file: `${outbound}/address-policy.ts`,
        find: 'if (never) return',
        replace: 'if (never === "") return',
      },
    ],
    test: {
      file: `${outbound}/own-ports.test.ts`,
      name: 'a name that resolves to the metadata service at 169.254.169.254 is refused, without an entry to add',
    },
  },
  {
    sentence: 'Redirects are refused.',
    off: [
      {
        file: `${outbound}/panel-http.ts`,
        find: 'return await exchange(request, connection, call, maxBytes)',
        replace: `const answer = await exchange(request, connection, call, maxBytes)
        const to = answer.headers.location
        if (to === undefined || request.url.endsWith(to)) return answer
        return await this.request({ ...request, url: new URL(to, request.url).href })`,
      },
    ],
    test: { file: httpTest, name: 'with a redirect is only a status: the key is not sent elsewhere' },
  },
  {
    sentence: 'A call has a total deadline, even while data keeps arriving.',
    off: [
      {
        file: `${outbound}/call.ts`,
        find: 'const whole = timer(options.deadlineMs)',
        replace: 'const whole = timer(2 ** 31 - 1)',
      },
    ],
    test: { file: httpTest, name: 'that arrives slowly is aborted at the deadline, even while data arrives' },
  },
  {
    sentence: 'A response has a size limit.',
    off: [
      {
        file: `${outbound}/read-body.ts`,
        find: 'if (size > maxBytes) throw new BodyTooLarge()',
        replace: '',
      },
    ],
    test: { file: httpTest, name: 'larger than the limit is refused, with and without a declared length' },
  },
  {
    sentence: 'TLS is verified, whatever the environment variables say.',
    off: [
      {
        file: `${outbound}/connection.ts`,
        find: 'rejectUnauthorized: true',
        replace: 'rejectUnauthorized: false',
      },
    ],
    test: {
      file: httpTest,
      name: 'refuses an unknown authority, even if the environment disables verification',
    },
  },
  {
    sentence: 'A 404 means absent only if reading another account works.',
    off: [
      {
        file: `${panel}/find.ts`,
        find: 'return await confirmAbsence(session, id, read.state)',
        replace: "return read.state ? { state: 'absent' } : await confirmAbsence(session, id, read.state)",
      },
    ],
    test: { file: clientTest, name: 'reports a 404 as absent only if reading other accounts works' },
  },
  {
    sentence: 'An HTML 404 never means absent.',
    off: [
      {
        file: `${panel}/find.ts`,
        find: "body.kind === 'json' ? { state: 'no-such-account' } : { state: 'odd', passing: false }",
        replace: "{ state: 'no-such-account' }",
      },
    ],
    test: { file: clientTest, name: 'never accepts an HTML 404 as absence' },
  },
  {
    sentence: 'A response with another account’s ID is not accepted.',
    off: [
      {
        file: `${panel}/find.ts`,
        find: "account?.id === id ? { state: 'found', account }",
        replace: "account ? { state: 'found', account }",
      },
    ],
    test: { file: clientTest, name: 'does not accept another account than the requested one' },
  },
  {
    sentence: 'A list means absent only if it was read to its end.',
    off: [
      {
        file: `${panel}/whole-list.ts`,
        find: '? undefined : capped)',
        replace: '? undefined : undefined)',
      },
    ],
    test: { file: clientTest, name: 'does not accept a capped list that ignores skip as the whole list' },
  },
  {
    sentence: 'No password appears in a timeline, even if the panel echoes it.',
    off: [
      {
        file: `${panel}/redact.ts`,
        find: 'anywhere.reduce((rest, pattern) => rest.replace(pattern, hidden), text)',
        replace: 'anywhere.reduce((rest) => rest, text)',
      },
    ],
    test: {
      file: clientTest,
      name: 'never shows the password that a 422 echoes, in any encoding',
    },
  },
  {
    sentence: 'A server with its own CA certificate is verified by that certificate.',
    off: [
      {
        file: `${panel}/session.ts`,
        find: 'caCertificate ? { ca: caCertificate } : {}',
        replace: 'caCertificate ? {} : {}',
      },
    ],
    test: {
      file: 'server/domain/servers/authorities.test.ts',
      name: 'is online with that authority’s certificate, and gets no request without it',
      within,
    },
  },
]

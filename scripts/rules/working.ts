import type { Rule } from './rule.ts'

const engine = 'server/domain/provisioning'
const leaseTest = `${engine}/lease.test.ts`
const heldTest = `${engine}/held.test.ts`
const onboardTest = 'server/domain/onboarding/onboard.test.ts'
const within = 'embedded'

/** Who may work on what, and when: leases, locks, limits and keys. */
export const workingRules: readonly Rule[] = [
  {
    sentence: 'A worker without the lease writes nothing: every write is fenced by its token.',
    off: [
      {
        file: `${engine}/work.ts`,
        find: 'and(eq(operations.id, operation.id), eq(operations.leaseToken, leaseToken))',
        replace: 'eq(operations.id, operation.id)',
      },
    ],
    test: {
      file: leaseTest,
      name: 'that is lost lets its worker write nothing more, whatever the panel answers it',
      within,
    },
  },
  {
    sentence: 'A lease keeps others away until it runs out.',
    off: [{ file: `${engine}/claim.ts`, find: ', lt(operations.leaseUntil, now))', replace: ')' }],
    test: {
      file: leaseTest,
      name: 'keeps others away until it runs out; then the next one looks at the panel first',
      within,
    },
  },
  {
    sentence: 'A lease is renewed while its worker is at work.',
    off: [
      {
        file: `${engine}/keep-lease.ts`,
        find: 'void fencedUpdate(database.db, work, {}).catch(() => undefined)',
        replace: 'undefined',
      },
    ],
    test: { file: leaseTest, name: 'is renewed through a step that takes longer than it lasts', within },
  },
  {
    sentence: 'A takeover records the unfinished attempt as unknown.',
    off: [
      {
        file: `${engine}/claim.ts`,
        find: '.where(and(eq(attempts.operationId, operationId), isNull(attempts.outcome)))',
        replace: '.where(eq(attempts.id, leaseToken))',
      },
    ],
    test: {
      file: leaseTest,
      name: 'keeps others away until it runs out; then the next one looks at the panel first',
      within,
    },
  },
  {
    sentence: 'An operation that is cut off again and again goes to a person.',
    off: [
      { file: `${engine}/interruptions.ts`, find: 'if (interruptions >= tooMany)', replace: 'if (false)' },
    ],
    test: {
      file: heldTest,
      name: 'an operation that is cut off again and again lets others go first, and ends at a person',
      within,
    },
  },
  {
    sentence: 'From the second interruption in a row on, other operations go first.',
    off: [
      { file: `${engine}/interruptions.ts`, find: 'const suspicious = 2', replace: 'const suspicious = 4' },
    ],
    test: {
      file: heldTest,
      name: 'an operation that is cut off again and again lets others go first, and ends at a person',
      within,
    },
  },
  {
    sentence: 'An account has one open operation, whatever the race.',
    off: [
      {
        file: 'server/migrations/0000_tables.sql',
        find: 'CREATE UNIQUE INDEX "operations_one_open"',
        replace: 'CREATE INDEX "operations_one_open"',
      },
    ],
    test: {
      file: leaseTest,
      name: 'let one of two operations on an account through, and name the remedy to the other',
    },
  },
  {
    sentence: 'Slots are counted and taken under the lock of the server’s row.',
    off: [
      {
        file: 'server/domain/servers/read.ts',
        find: `.where(and(eq(servers.id, id), isNull(servers.removedAt)))
    .for('no key update')`,
        replace: '.where(and(eq(servers.id, id), isNull(servers.removedAt)))',
      },
    ],
    test: { file: 'server/domain/servers/lock.test.ts', name: 'nobody else counts its slots' },
  },
  {
    sentence: 'Removing a server and onboarding onto it lock the same row.',
    off: [
      {
        file: 'server/domain/servers/read.ts',
        find: `.where(and(eq(servers.id, id), isNull(servers.removedAt)))
    .for('no key update')`,
        replace: '.where(and(eq(servers.id, id), isNull(servers.removedAt)))',
      },
    ],
    test: { file: 'server/domain/servers/lock.test.ts', name: 'nobody removes it' },
  },
  {
    sentence: 'A full server takes no account.',
    off: [
      {
        file: 'server/domain/servers/placement.ts',
        find: 'if (facts.used + facts.reserved >= facts.capacity)',
        replace: 'if (false)',
      },
    ],
    test: { file: onboardTest, name: 'keeps the customer where the server is full, and says why', within },
  },
  {
    sentence: 'A username is unique on a server over all rows that hold their slot.',
    off: [
      {
        file: 'server/migrations/0000_tables.sql',
        find: 'CREATE UNIQUE INDEX "hosting_accounts_server_username"',
        replace: 'CREATE INDEX "hosting_accounts_server_username"',
      },
      {
        file: 'server/migrations/0000_tables.sql',
        find: 'CREATE UNIQUE INDEX "hosting_accounts_server_email"',
        replace: 'CREATE INDEX "hosting_accounts_server_email"',
      },
    ],
    test: {
      file: 'server/domain/provisioning/marker.test.ts',
      name: 'shares its username and its e-mail with no other row of its server, whoever writes them',
      within,
    },
  },
  {
    sentence: 'A server runs so many operations at once and no more; one that hangs holds up only its own.',
    off: [
      {
        file: `${engine}/engine.ts`,
        find: 'if (lane.running.size >= Math.min(lane.width, domain.engine.serverConcurrency)) return',
        replace: '',
      },
    ],
    test: {
      file: leaseTest,
      name: 'answers the onboarding call with the outcome, works off a backlog, and is not held up by a server that hangs',
      within,
    },
  },
  {
    sentence: 'Data that may be a copy hold the engine until a person decides.',
    off: [
      {
        file: `${engine}/claim.ts`,
        find: "if (place && place.standing !== 'recognised') return null",
        replace: '',
      },
    ],
    test: {
      file: 'testing/system/copied-data.test.ts',
      name: 'send nothing to a panel until a person says that they are the real ones',
    },
  },
  {
    sentence: 'Under one Idempotency-Key something is made once.',
    off: [
      {
        file: 'server/platform/idempotency/once.ts',
        find: 'if (!request) return perform()',
        replace: 'return perform()',
      },
    ],
    test: {
      file: onboardTest,
      name: 'answers the same ids under the same key, in their present state, and refuses another body',
      within,
    },
  },
  {
    sentence: 'An Idempotency-Key is refused with another body.',
    off: [
      {
        file: 'server/platform/idempotency/once.ts',
        find: 'if (earlier && earlier.requestHash !== request.requestHash)',
        replace: 'if (false)',
      },
    ],
    test: {
      file: onboardTest,
      name: 'answers the same ids under the same key, in their present state, and refuses another body',
      within,
    },
  },
  {
    sentence: 'Only the commit binds an Idempotency-Key; a refusal does not.',
    off: [
      {
        file: 'server/domain/onboarding/onboard.ts',
        find: `return { customerId: customer.id, hosting, passwordLinkId }
    }),
  )`,
        replace: `return { customerId: customer.id, hosting, passwordLinkId }
    }),
  ).catch(async (error: unknown) => {
    const bind = async () => ({ customerId: 'none', hosting: null, passwordLinkId: null })
    const { clock, database } = domain
    await database.db.transaction((tx) => once(tx, { request: call.idempotency, refs, clock }, bind))
    throw error
  })`,
      },
    ],
    test: {
      file: onboardTest,
      name: 'binds no key to a refusal: the form may be corrected under it',
      within,
    },
  },
  {
    sentence: 'The customer is kept when hosting cannot be had.',
    off: [
      {
        file: 'server/domain/onboarding/onboard.ts',
        find: "fieldPrefix: 'provisioning.',",
        replace: "fieldPrefix: 'provisioning.', whenImpossible: 'refuse',",
      },
    ],
    test: {
      file: onboardTest,
      name: 'keeps the customer where the server is full, and says why',
      within,
    },
  },
  {
    sentence: 'Nothing runs while its server or everything is paused.',
    off: [
      {
        file: `${engine}/claim.ts`,
        find: 'and(eq(operations.id, operationId), gateIsOpen)',
        replace: 'eq(operations.id, operationId)',
      },
    ],
    test: {
      file: `${engine}/pause.test.ts`,
      name: 'of everything holds every server; its time costs no operation its patience',
      within,
    },
  },
  {
    sentence: 'A server that failed again and again is sent nothing more until a probe is answered.',
    off: [
      {
        file: 'server/domain/operations/gate.ts',
        find: "(servers.breaker, 'open')} or (${isNotNull",
        replace: "(servers.breaker, 'none' as 'open')} or (${isNotNull",
      },
    ],
    test: {
      file: `${engine}/breaker.test.ts`,
      name: 'is sent nothing more after five operations in a row, until a probe is answered; then one at a time at first',
      within,
    },
  },
  {
    sentence: 'A lease outlasts the total deadline of a request.',
    off: [
      {
        file: 'server/platform/config/parse-config.ts',
        find: 'if (config.engineLeaseMs <= config.panelDeadlineMs) {',
        replace: 'if (config.engineLeaseMs < 0) {',
      },
    ],
    test: {
      file: 'server/platform/config/parse-config.test.ts',
      name: 'let no lease run out before the deadline of a request',
    },
  },
  {
    sentence: 'A worker that stood still past the deadline of its request does not send it any more.',
    off: [
      {
        file: 'server/platform/outbound/exchange.ts',
        find: 'else if (call.overdue()) callback',
        replace: 'else if (call.elapsedMs() < 0) callback',
      },
    ],
    test: {
      file: 'server/platform/outbound/panel-http.test.ts',
      name: 'a request is not sent any more once its deadline is over, as after this process was stopped in between',
    },
  },
  {
    sentence:
      'After a crash the operation that was at work does not go first: it may be what took the worker down.',
    off: [
      {
        file: `${engine}/engine.ts`,
        find: 'leaseUntil: new Date(now.getTime() + domain.engine.backoffFirstMs)',
        replace: 'leaseUntil: new Date(now.getTime() - 1)',
      },
    ],
    test: {
      file: heldTest,
      name: 'an operation that was at work when the process died lets others go first after the restart',
      within,
    },
  },
]

import type { Rule } from './rule.ts'

const work = 'server/work'
const accounts = 'server/domain/accounts'
const servers = 'server/domain/servers'
const steps = 'server/domain/hosting/steps'
const operations = 'server/domain/operations'
const leaseTest = `${steps}/lease.test.ts`
const heldTest = `${steps}/held.test.ts`
const earlyStartTest = `${steps}/early-start.test.ts`
const limitTest = `${work}/adaptive-limit.test.ts`
const queuesTest = `${work}/queues.test.ts`
const onboardTest = 'server/domain/onboarding/onboard.test.ts'
const within = 'embedded'

/** Which worker may run an operation, and when: leases, locks, limits and keys. */
export const workingRules: readonly Rule[] = [
  {
    sentence: 'A worker without the lease writes nothing: every write of a run is fenced by the lease token.',
    off: [
      {
        file: `${work}/work.ts`,
        find: 'eq(operations.leaseToken, leaseToken)',
        replace: 'undefined',
      },
    ],
    test: {
      file: leaseTest,
      name: 'that is lost prevents all further writes of its worker, whatever the panel returns',
      within,
    },
  },
  {
    sentence: 'A lease prevents other claims until it runs out.',
    off: [{ file: `${work}/claim.ts`, find: ', lt(operations.leaseUntil, now))', replace: ')' }],
    test: {
      file: leaseTest,
      name: 'prevents other claims until it runs out; then the next worker looks the account up first',
      within,
    },
  },
  {
    sentence: 'A lease is renewed while its worker runs.',
    off: [
      {
        file: `${work}/lease.ts`,
        find: 'void renewLease(work).catch(() => undefined)',
        replace: 'undefined',
      },
    ],
    test: { file: leaseTest, name: 'is renewed during a step that takes longer than the lease', within },
  },
  {
    sentence: 'A takeover records the unfinished attempt as unknown.',
    off: [
      {
        file: `${work}/claim.ts`,
        find: 'const unfinished = and(eq(attempts.operationId, operation.id), isNull(attempts.outcome))',
        replace: 'const unfinished = eq(attempts.id, work.leaseToken)',
      },
    ],
    test: {
      file: leaseTest,
      name: 'prevents other claims until it runs out; then the next worker looks the account up first',
      within,
    },
  },
  {
    sentence: 'An operation that is interrupted repeatedly needs attention.',
    off: [{ file: `${work}/interruptions.ts`, find: 'if (interruptions >= tooMany)', replace: 'if (false)' }],
    test: {
      file: heldTest,
      name: 'an operation that is interrupted repeatedly lets others run first, and finally needs attention',
      within,
    },
  },
  {
    sentence: 'After two interruptions in a row, other operations run first.',
    off: [
      { file: `${work}/interruptions.ts`, find: 'const suspicious = 2', replace: 'const suspicious = 4' },
    ],
    test: {
      file: heldTest,
      name: 'an operation that is interrupted repeatedly lets others run first, and finally needs attention',
      within,
    },
  },
  {
    sentence: 'An account has at most one open operation, whatever the race.',
    off: [
      {
        file: 'server/migrations/0014_work-subjects.sql',
        find: 'CREATE UNIQUE INDEX "operations_one_open"',
        replace: 'CREATE INDEX "operations_one_open"',
      },
    ],
    test: {
      file: leaseTest,
      name: 'let one of two operations on an account start, and return the remedy for the other',
    },
  },
  {
    sentence: 'A slot is checked and taken under the lock of the server’s row.',
    off: [
      {
        file: `${accounts}/reserve.ts`,
        find: 'isNull(servers.removedAt))} for no key update`',
        replace: 'isNull(servers.removedAt))}`',
      },
    ],
    test: { file: `${servers}/lock.test.ts`, name: 'no other transaction counts its slots' },
  },
  {
    sentence: 'Removing a server and onboarding on it lock the same row.',
    off: [
      {
        file: `${servers}/read.ts`,
        find: `.where(and(eq(servers.id, id), isNull(servers.removedAt)))
    .for('no key update')`,
        replace: '.where(and(eq(servers.id, id), isNull(servers.removedAt)))',
      },
    ],
    test: { file: `${servers}/lock.test.ts`, name: 'no other transaction removes it' },
  },
  {
    sentence: 'A full server accepts no new account.',
    off: [
      {
        file: `${servers}/placement.ts`,
        find: '{servers.slotsHeld} >=',
        replace: '{servers.slotsHeld} < 0 and 0 >=',
      },
    ],
    test: {
      file: onboardTest,
      name: 'keeps the customer if the server is full, and returns the reason',
      within,
    },
  },
  {
    sentence: 'Username and email are unique among the accounts that hold a slot on a server.',
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
      file: `${steps}/marker.test.ts`,
      name: 'shares its username and email with no other row of its server, whichever code writes them',
      within,
    },
  },
  {
    sentence:
      'A server that hangs delays only its own operations, and a limited number of them runs at once.',
    off: [
      {
        file: `${work}/queues.ts`,
        find: 'if (queue.running >= this.#room(queueKey, queue)) return',
        replace: '',
      },
    ],
    test: {
      file: leaseTest,
      name: 'returns the outcome to the onboarding call, runs a backlog, and is not delayed by a server that hangs',
      within,
    },
  },
  {
    sentence: 'No operation runs on a database that may be a clone until staff decide.',
    off: [
      {
        file: `${work}/holds.ts`,
        find: "{installation.standing} <> 'recognised'",
        replace: "{installation.standing} = 'none'",
      },
    ],
    test: {
      file: 'testing/system/copied-data.test.ts',
      name: 'sends nothing to a panel until staff confirm the primary installation',
    },
  },
  {
    sentence: 'An onboarding with an Idempotency-Key is executed once.',
    off: [
      {
        file: 'server/platform/idempotency/bind.ts',
        find: '.created_at <',
        replace: '.created_at is not null or now() <',
      },
    ],
    test: {
      file: onboardTest,
      name: 'forgets a key after a day, even without a purge',
      within,
    },
  },
  {
    sentence: 'An onboarding with a used Idempotency-Key and a different body is refused.',
    off: [
      {
        file: 'server/platform/idempotency/recall.ts',
        find: 'if (earlier.requestHash !== request.requestHash)',
        replace: 'if (false)',
      },
    ],
    test: {
      file: onboardTest,
      name: 'returns the same ids under the same key, in their current state, and refuses another body',
      within,
    },
  },
  {
    sentence: 'Any other request with an Idempotency-Key is executed once.',
    off: [
      {
        file: 'server/platform/idempotency/once.ts',
        find: 'if (!request) return perform()',
        replace: 'return perform()',
      },
    ],
    test: {
      file: 'server/platform/audit/audit.test.ts',
      name: 'keep one response per key and actor',
      within,
    },
  },
  {
    sentence: 'Any other request with a used Idempotency-Key and a different body is refused.',
    off: [
      {
        file: 'server/platform/idempotency/once.ts',
        find: 'if (earlier && earlier.requestHash !== request.requestHash)',
        replace: 'if (false)',
      },
    ],
    test: {
      file: 'server/platform/audit/audit.test.ts',
      name: 'keep one response per key and actor',
      within,
    },
  },
  {
    sentence: 'Only a commit binds an Idempotency-Key. A refused request does not.',
    off: [
      {
        file: 'server/domain/onboarding/onboard.ts',
        find: 'throw asEmailTaken(error, person.email)',
        // By position: the edit holds whatever its parameters are called.
        replace: `const { clock, database } = arguments[0]
    const request = arguments[0].idempotency ?? arguments[1].idempotency
    const none = { customerId: 'none', hosting: null }
    if (request) await database.db.execute(bindKey({ request, clock }, none, sql\`(select 1) one\`))
    throw asEmailTaken(error, person.email)`,
      },
    ],
    test: {
      file: onboardTest,
      name: 'binds no key to a refusal, so the caller may correct the request under the same key',
      within,
    },
  },
  {
    sentence: 'The customer is kept if hosting cannot be provided.',
    off: [
      {
        file: 'server/domain/hosting/provision.ts',
        find: "mayChooseAgain ? 'choose-again' : 'record'",
        replace: "'write-nothing'",
      },
    ],
    test: {
      file: onboardTest,
      name: 'keeps the customer if the server is full, and returns the reason',
      within,
    },
  },
  {
    sentence: 'No operation runs while its server is paused, or all operations are paused.',
    off: [
      {
        file: `${work}/claim.ts`,
        find: 'or(due, abandoned), sql`',
        replace: 'or(due, abandoned) ?? sql`',
      },
    ],
    test: {
      file: `${operations}/pause.test.ts`,
      name: 'of all operations holds every server; its time does not count towards the time limit of an operation',
      within,
    },
  },
  {
    sentence: 'Requests to a server that failed repeatedly are paused until a probe succeeds.',
    off: [
      {
        file: `${servers}/holds.ts`,
        find: "{servers.breaker} = 'open' then",
        replace: "{servers.breaker} = 'none' then",
      },
    ],
    test: {
      file: `${steps}/breaker.test.ts`,
      name: 'gets no requests after five failed operations in a row until a probe succeeds, then one at a time',
      within,
    },
  },
  {
    sentence: 'A lease outlasts the total deadline of a request.',
    off: [
      {
        file: 'server/platform/config/parse-config.ts',
        find: 'if (config.engineLeaseMs < config.panelDeadlineMs + recordMs) {',
        replace: 'if (config.engineLeaseMs < 0) {',
      },
    ],
    test: {
      file: 'server/platform/config/parse-config.test.ts',
      name: 'keep the lease longer than the deadline of a request',
    },
  },
  {
    sentence: 'A worker that was stopped past the deadline of its request does not send it.',
    off: [
      {
        file: 'server/platform/outbound/exchange.ts',
        find: 'else if (connection.call.overdue()) callback',
        replace: 'else if (connection.call.elapsedMs() < 0) callback',
      },
    ],
    test: {
      file: 'server/platform/outbound/panel-http.test.ts',
      name: 'a request is not sent after its deadline, for example after this process was suspended',
    },
  },
  {
    sentence:
      'After a crash, other operations run before the one that was running, because it may have caused the crash.',
    off: [
      {
        file: `${work}/engine.ts`,
        // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of the source
        find: 'leaseUntil: sql`greatest(${first}::timestamptz, (${overdue}))`',
        replace: 'leaseUntil: new Date(now.getTime() - 1)',
      },
    ],
    test: {
      file: heldTest,
      name: 'an operation that was running when the process died lets others run first after the restart',
      within,
    },
  },
  {
    sentence: 'The change of the account at the end of a run is fenced by the lease, as the operation is.',
    off: [
      {
        file: `${steps}/decision.ts`,
        find: 'where: sql`exists (select 1 from op)`,',
        replace: '',
      },
    ],
    test: {
      file: earlyStartTest,
      name: 'changes neither operation nor account after another worker took the lease',
      within,
    },
  },
  {
    sentence: 'An operation that is on hold when its slot is taken is queued and does not run.',
    off: [
      {
        file: `${accounts}/reserve.ts`,
        find: 'guard.verdict is null and guard.hold is null',
        replace: 'guard.verdict is null',
      },
    ],
    test: {
      file: earlyStartTest,
      name: 'all operations are paused',
      within,
    },
  },
  {
    sentence: 'The slot counter of a server follows every change of its accounts.',
    off: [
      {
        file: 'server/migrations/0014_work-subjects.sql',
        find: 'AFTER UPDATE OF "holds_slot", "server_id" ON',
        replace: 'AFTER UPDATE OF "username" ON',
      },
    ],
    test: {
      file: `${servers}/slots.test.ts`,
      name: 'follows every account that takes, releases or moves its slot, and every deleted account',
      within,
    },
  },
  {
    sentence: 'Concurrent onboardings never take more slots than a server has.',
    off: [
      {
        file: `${accounts}/reserve.ts`,
        find: 'isNull(servers.removedAt))} for no key update`',
        replace: 'isNull(servers.removedAt))}`',
      },
    ],
    test: {
      file: onboardTest,
      name: 'take all available slots and no more: 20 at once on 5',
    },
  },
  {
    sentence: 'A queue runs at most as many operations at once as the setting allows.',
    off: [
      {
        file: `${work}/queues.ts`,
        find: 'if (queue.running >= this.#room(queueKey, queue)) return',
        replace: '',
      },
    ],
    test: {
      file: queuesTest,
      name: 'run at most as many operations of one queue at once as the setting allows',
    },
  },
  {
    sentence: 'An operation that starts at once counts against the limit of its queue.',
    off: [
      {
        file: `${work}/queues.ts`,
        find: 'queue.waiting.size > 0 || queue.running >= this.#room(queueKey, queue)',
        replace: 'queue.waiting.size > 0',
      },
    ],
    test: {
      file: queuesTest,
      name: 'count an operation that is started directly',
    },
  },
  {
    sentence: 'An operation does not start at once while others of its queue wait.',
    off: [
      {
        file: `${work}/queues.ts`,
        find: 'queue.waiting.size > 0 || queue.running >=',
        replace: 'queue.running >=',
      },
    ],
    test: {
      file: queuesTest,
      name: 'start nothing directly while an operation of the queue waits, even if there is room',
    },
  },
  {
    sentence: 'A response of 429 or 5xx, or none, counts as a sign of overload.',
    off: [
      {
        file: `${steps}/server-contact.ts`,
        find: 'struggled: unanswered || limited',
        replace: 'struggled: false && unanswered && limited',
      },
    ],
    test: {
      file: earlyStartTest,
      name: 'reports a panel that limits the rate, fails or does not respond as overloaded',
      within,
    },
  },
  {
    sentence: 'The limit of a queue halves at a sign of overload.',
    off: [
      {
        file: `${work}/adaptive-limit.ts`,
        find: 'this.#limit = Math.max(1, this.#limit / 2)',
        replace: '',
      },
    ],
    test: {
      file: limitTest,
      name: 'halves when the panel is overloaded, never falls below one, then grows by one per round',
    },
  },
  {
    sentence: 'A panel that slows down counts as overloaded.',
    off: [
      {
        file: `${work}/adaptive-limit.ts`,
        find: 'const slow = this.#isSlow(health, run.nowMs)',
        replace: 'const slow = this.#isSlow(health, run.nowMs) && false',
      },
    ],
    test: {
      file: limitTest,
      name: 'halves when a call takes three times as long as the fastest, but not after a small difference',
    },
  },
  {
    sentence: 'The limit of a queue grows again while the panel responds well.',
    off: [
      {
        file: `${work}/adaptive-limit.ts`,
        find: 'this.#limit = Math.min(run.most, grown)',
        replace: 'void grown',
      },
    ],
    test: {
      file: limitTest,
      name: 'halves when the panel is overloaded, never falls below one, then grows by one per round',
    },
  },
  {
    sentence: 'The rules of placement are the same in lists and in the statement that takes a slot.',
    off: [
      {
        file: `${servers}/placement.ts`,
        find: "{servers.mode} = 'draining'",
        replace: "{servers.mode} = 'none'",
      },
    ],
    test: {
      file: `${servers}/placement.test.ts`,
      name: 'are the same in a list and in the statement that takes a slot',
      within,
    },
  },
  {
    sentence: 'The database refuses an invalid change of an operation’s status.',
    off: [
      {
        file: `${work}/transition.ts`,
        find: ', inArray(operations.status, operationStatusesBefore(to))',
        replace: '',
      },
    ],
    test: {
      file: `${work}/transition.test.ts`,
      name: 'of an operation is refused by the database unless the previous state allows it',
      within,
    },
  },
  {
    sentence: 'The database refuses an invalid change of an account’s status.',
    off: [
      {
        file: `${accounts}/transition.ts`,
        find: 'inArray(hostingAccounts.status, hostingAccountStatusesBefore(change.status))',
        replace: 'undefined',
      },
    ],
    test: {
      file: `${work}/transition.test.ts`,
      name: 'of a hosting account is refused by the database unless the previous state allows it',
      within,
    },
  },
  {
    sentence: 'Every status of an operation and of an account can be reached.',
    off: [
      {
        file: 'contracts/operations/states.ts',
        find: "running: ['running', 'waiting',",
        replace: "running: ['running',",
      },
    ],
    test: {
      file: `${work}/transition.test.ts`,
      name: 'of operations and of hosting accounts can be reached',
    },
  },
]

import type { Rule } from './rule.ts'

const work = 'server/work'
const accounts = 'server/domain/accounts'
const steps = 'server/domain/hosting/steps'
const create = `${steps}/create.ts`
const createTest = `${steps}/create.test.ts`
const leaseTest = `${steps}/lease.test.ts`
const secondLookupTest = `${steps}/second-lookup.test.ts`
const markerTest = `${steps}/marker.test.ts`
const earlyStartTest = `${steps}/early-start.test.ts`
const observed = 'server/domain/servers/observed-behavior.ts'
const within = 'embedded'

/** An account is created once, and counts as active only after it was read on the panel. */
export const creatingRules: readonly Rule[] = [
  {
    sentence: 'An attempt is recorded before the panel is called, not after.',
    off: [
      {
        file: `${work}/attempt.ts`,
        find: "writes: new Map([['attempt', insertFrom(attempts, { ...attempt, operationId: operation.id }, sql`op`)]]),",
        replace: '',
      },
      {
        file: `${work}/attempt.ts`,
        find: 'database.db.update(attempts).set({ endedAt, outcome, code }).where(and(eq(attempts.id, attempt.id), sql`exists (select 1 from op)`)).returning({ id: attempts.id }),',
        replace:
          'insertFrom(attempts, { ...attempt, operationId: work.operation.id, endedAt, outcome, code }, sql`op`),',
      },
    ],
    test: {
      file: leaseTest,
      name: 'prevents other claims until it runs out; then the next worker looks the account up first',
      within,
    },
  },
  {
    sentence:
      'The username is looked up before the first create, unless the observed behavior of the panel makes that unnecessary.',
    off: [
      {
        file: create,
        find: 'const found = decideOnLookup(',
        replace: 'const found = work.pastCreates.length === 0 ? null : decideOnLookup(',
      },
    ],
    test: {
      file: createTest,
      name: 'creates nothing if an account of another owner has the username, and says so at once',
      within,
    },
  },
  {
    sentence: 'A create of unknown outcome is resolved by a lookup before another create is sent.',
    off: [
      {
        file: create,
        find: 'const found = decideOnLookup(',
        replace: 'const found = work.pastCreates.length > 0 ? null : decideOnLookup(',
      },
    ],
    test: {
      file: createTest,
      name: 'adopts its own account by the marker in the single record if the list omits markers',
      within,
    },
  },
  {
    sentence: 'An absence after an unknown create counts only after two lookups.',
    off: [{ file: create, find: 'const lookupsToBelieve = 2', replace: 'const lookupsToBelieve = 1' }],
    test: {
      file: createTest,
      name: 'is repeated only after two lookups a settle time apart, with the same username, password and marker',
      within,
    },
  },
  {
    sentence: 'Those two lookups are a settle time apart.',
    off: [{ file: create, find: '+ engine.settleMs', replace: '' }],
    test: {
      file: createTest,
      name: 'is repeated only after two lookups a settle time apart, with the same username, password and marker',
      within,
    },
  },
  {
    sentence: 'Only an account with exactly our marker is adopted automatically.',
    off: [
      {
        file: `${steps}/lookup.ts`,
        find: 'survey.matches.filter((match) => match.marker === marker)',
        replace: 'survey.matches.filter((match) => match.username === username)',
      },
    ],
    test: {
      file: markerTest,
      name: 'is a conflict if its username and email are on an account without our marker, whatever marker that has',
      within,
    },
  },
  {
    sentence: 'The marker is keyed by the secret of this installation.',
    off: [
      {
        file: `${accounts}/marker.ts`,
        find: "domain.keyring.mac('hosting-account.marker', text).slice(0, 24)",
        replace: "'a'.repeat(24)",
      },
    ],
    test: { file: markerTest, name: 'differs for another secret, epoch or installation' },
  },
  {
    sentence: 'The marker carries the epoch.',
    off: [
      {
        file: `${accounts}/marker.ts`,
        find: 'const { id, epoch } = domain.installation',
        replace: 'const { id, epoch } = { ...domain.installation, epoch: 1 }',
      },
    ],
    test: { file: markerTest, name: 'differs for another secret, epoch or installation' },
  },
  {
    sentence: 'An account becomes active only after it was read back.',
    off: [
      {
        file: `${steps}/read-back.ts`,
        find: 'const { value: finding, exchanges } = await work.panel.findById(id)',
        replace:
          "if (id) return becomesActive({ id, verified: true }, 'Created.')\n  const { value: finding, exchanges } = await work.panel.findById(id)",
      },
    ],
    test: {
      file: createTest,
      name: 'does not believe the first read that an account with a returned id is absent',
      within,
    },
  },
  {
    sentence: 'The account that is read back is compared with the request.',
    off: [
      {
        file: `${steps}/read-back.ts`,
        find: 'const difference = describeDifference(found, work.account)',
        replace: 'const difference = null',
      },
    ],
    test: {
      file: createTest,
      name: 'needs attention if our marker is on an account with another username, or on two accounts',
      within,
    },
  },
  {
    sentence: 'The comparison covers the username.',
    off: [
      {
        file: 'panels/kit/difference.ts',
        find: 'if (found.username !== expected.username)',
        replace: 'if (false)',
      },
    ],
    test: {
      file: 'server/domain/operations/adopt-and-terminate.test.ts',
      name: 'is refused if email or username differ, if there is no such account, and for an invalid id',
      within,
    },
  },
  {
    sentence: 'The comparison covers the email.',
    off: [
      {
        file: 'panels/kit/difference.ts',
        find: 'if (found.email !== undefined && ',
        replace: 'if (false && ',
      },
    ],
    test: {
      file: markerTest,
      name: 'needs attention if our marker is on an account with another email',
      within,
    },
  },
  {
    sentence: 'The comparison covers the marker.',
    off: [
      {
        file: 'panels/kit/difference.ts',
        find: "if (typeof found.marker === 'string' && ",
        replace: 'if (false && ',
      },
    ],
    test: {
      file: markerTest,
      name: 'is not changed if its id, username and email are on an account with another marker',
      within,
    },
  },
  {
    sentence: 'An account on a panel that cannot be read becomes active, but not verified.',
    off: [
      { file: `${steps}/read-back.ts`, find: '{ id, verified: false }', replace: '{ id, verified: true }' },
    ],
    test: {
      file: createTest,
      name: 'is active but not verified if the panel shows neither accounts nor a list',
      within,
    },
  },
  {
    sentence: '“Already exists” about an account that is not ours is a conflict for staff, not a failure.',
    off: [
      {
        file: create,
        find: "error.kind === 'conflict' ? investigateConflict(work, error) : decideOnRefusal(work, error)",
        replace: 'decideOnRefusal(work, error)',
      },
    ],
    test: {
      file: createTest,
      name: 'needs attention on a panel without a list if "already exists" may be its own account',
      within,
    },
  },
  {
    sentence:
      'An account that may exist on the panel keeps its slot, username and email when its create stops.',
    off: [
      {
        file: `${steps}/refusal.ts`,
        find: "pastCreates.length > 0 ? 'unknown' : 'failed',",
        replace: "'failed',",
      },
    ],
    test: {
      file: createTest,
      name: 'keeps the slot of an account that was created but could not be read back, even when it needs attention',
      within,
    },
  },
  {
    sentence: 'After five creates of unknown outcome, staff decide.',
    off: [
      {
        file: create,
        find: 'return counted.length >= domain.engine.maxUnknownAttempts',
        replace: 'return false',
      },
    ],
    test: {
      file: createTest,
      name: 'needs attention after five attempts of unknown outcome, and gets five more by a retry',
      within,
    },
  },
  {
    sentence: 'Retry-After is honored.',
    off: [
      {
        file: `${work}/backoff.ts`,
        find: 'Math.max(jittered, wait.afterMs ?? 0)',
        replace: 'jittered',
      },
    ],
    test: { file: createTest, name: 'waits as long as the panel requests', within },
  },
  {
    sentence: 'Retries end after a day. Then staff decide.',
    off: [
      {
        file: `${work}/retry-later.ts`,
        find: 'if (clock.now().getTime() - since > engine.giveUpAfterMs)',
        replace: 'if (false)',
      },
    ],
    test: {
      file: createTest,
      name: 'needs attention after a day of retries, and gets another day by a retry',
      within,
    },
  },
  {
    sentence: 'The hosting password is erased when the panel has it.',
    off: [
      {
        file: `${steps}/read-back.ts`,
        find: 'passwordSealed: null,',
        replace: '',
      },
    ],
    test: {
      file: createTest,
      name: 'reads the account back, stores its id, and erases the hosting password',
      within,
    },
  },
  {
    sentence: 'Of the accounts that hold a slot on a server, only one has a given NextPanel User ID.',
    off: [
      {
        file: 'server/migrations/0000_tables.sql',
        find: 'CREATE UNIQUE INDEX "hosting_accounts_server_panel_user"',
        replace: 'CREATE INDEX "hosting_accounts_server_panel_user"',
      },
    ],
    test: {
      file: createTest,
      name: 'needs attention if the panel returns an id that another account of ours has',
      within,
    },
  },
  {
    sentence: 'If the panel returns the ID of another account, ours is found by its marker.',
    off: [
      {
        file: `${steps}/read-back.ts`,
        find: '(await oursElsewhere(work, finding.account)) ?? ',
        replace: '',
      },
    ],
    test: {
      file: secondLookupTest,
      name: 'a created account is found by its reference if the panel returned the id of another account',
      within,
    },
  },
  {
    sentence: 'An account that differs from the request is read a second time before staff are asked.',
    off: [
      {
        file: `${steps}/read-again.ts`,
        find: 'if (operation.error?.code === error.code) return null',
        replace: 'if (operation.id) return null',
      },
    ],
    test: {
      file: secondLookupTest,
      name: 'an account of another owner by one response is read a second time',
      within,
    },
  },
  {
    sentence: 'An unreadable response is not a read-back: it makes no account active.',
    off: [
      { file: `${steps}/read-back.ts`, find: 'if (finding.passing) return notShown(work, id)', replace: '' },
    ],
    test: {
      file: createTest,
      name: 'is not active before a readable panel was read, however unexpectedly it responds for a while',
      within,
    },
  },
  {
    sentence: 'An ID from a list is not used while its record cannot be read.',
    off: [
      {
        file: `${steps}/lookup.ts`,
        find: "finding.state === 'not-known' && !finding.passing",
        replace: "finding.state === 'not-known'",
      },
    ],
    test: {
      file: `${steps}/lookup.test.ts`,
      name: 'is not adopted either while the record cannot be read',
      within,
    },
  },
  {
    sentence: 'An ID from a list is used only after the single record was read.',
    off: [
      {
        file: `${steps}/lookup.ts`,
        find: 'return more.length > 0 ? listed : readByItsId(work, listed)',
        replace: 'return more.length < 0 ? readByItsId(work, listed) : listed',
      },
    ],
    test: {
      file: `${steps}/lookup.test.ts`,
      name: 'is not adopted: the create continues with the right id when list and record agree',
      within,
    },
  },
  {
    sentence: 'Email addresses are compared without case.',
    off: [
      {
        file: 'panels/kit/difference.ts',
        find: 'found.email.toLowerCase() !== expected.email.toLowerCase()',
        replace: 'found.email !== expected.email',
      },
    ],
    test: {
      file: createTest,
      name: 'is verified by the list if accounts cannot be read individually, and by either in any email case',
      within,
    },
  },
  {
    sentence: 'An account whose create was refused releases its slot, username and email.',
    off: [
      {
        file: 'contracts/hosting/states.ts',
        find: "case 'failed': return false",
        replace: "case 'failed': return true",
      },
    ],
    test: {
      file: 'server/domain/operations/pause.test.ts',
      name: 'stops that operation with its reason, and pauses later operations without another request',
      within,
    },
  },
  {
    sentence: 'The wait between retries doubles.',
    off: [
      {
        file: `${work}/backoff.ts`,
        find: '* 2 ** Math.min(wait.deferrals, 30)',
        replace: '+ 0 * wait.deferrals',
      },
    ],
    test: { file: `${work}/backoff.test.ts`, name: 'doubles from the first wait to the longest' },
  },
  {
    sentence: 'The wait between retries has a random part.',
    off: [
      {
        file: `${work}/backoff.ts`,
        find: 'full * (0.5 + 0.5 * (wait.random ?? Math.random)())',
        replace: 'full',
      },
    ],
    test: {
      file: `${work}/backoff.test.ts`,
      name: 'is a whole number between half of the wait and the full wait, for any random value',
    },
  },
  {
    sentence: 'A hosting password is stored encrypted.',
    off: [
      {
        file: 'server/domain/sealing/hosting-password.ts',
        find: 'passwordSealed: sealHostingPassword(keyring, accountId, server, password),',
        replace: 'passwordSealed: sealHostingPassword(keyring, accountId, server, password) && password,',
      },
    ],
    test: {
      file: 'server/domain/operations/operations.test.ts',
      name: 'and all other stored data contain no password and no secret, even if the panel returns them',
      within,
    },
  },
  {
    sentence: 'No password appears in a log.',
    off: [
      {
        file: 'server/platform/log/censor.ts',
        find: "  'password',\n",
        replace: '',
      },
    ],
    test: { file: 'server/platform/log/log.test.ts', name: 'never shows password at any depth' },
  },
  {
    sentence: 'An operation that starts at once has its attempt recorded before the panel is called.',
    off: [
      {
        file: `${accounts}/reserve.ts`,
        find: 'if (running?.attempt)',
        replace: 'if (running?.attempt && !running)',
      },
    ],
    test: {
      file: earlyStartTest,
      name: 'has its attempt recorded before the panel is called; after a crash the account is looked up first',
      within,
    },
  },
  {
    sentence: 'After a crash, an attempt that was recorded with its operation is resolved by a lookup.',
    off: [
      {
        file: 'server/work/run.ts',
        find: 'await endInterruptedAttempts(work)',
        replace: '',
      },
      {
        file: create,
        find: 'const found = decideOnLookup(',
        replace: 'const found = work.pastCreates.length > 0 ? null : decideOnLookup(',
      },
    ],
    test: {
      file: earlyStartTest,
      name: 'has its attempt recorded before the panel is called; after a crash the account is looked up first',
      within,
    },
  },
  {
    sentence:
      'A first lookup is skipped only if the panel was observed both to refuse duplicates and to return our marker.',
    off: [
      {
        file: observed,
        find: 'duplicatesRefusedAt !== null && markerReturnedAt !== null',
        replace: 'duplicatesRefusedAt !== null || markerReturnedAt !== null',
      },
    ],
    test: {
      file: earlyStartTest,
      name: 'is made if only our marker was observed',
      within,
    },
  },
  {
    sentence: 'A change of the base URL discards the observed behavior of the panel.',
    off: [
      {
        file: 'server/domain/servers/change.ts',
        find: ': nothingObserved)',
        replace: ': {})',
      },
    ],
    test: {
      file: earlyStartTest,
      name: 'is made again after the base URL changed',
      within,
    },
  },
  {
    sentence: 'An observation counts only for the base URL at which it was made.',
    off: [
      {
        file: observed,
        find: 'eq(servers.baseUrl, server.baseUrl),',
        replace: '',
      },
    ],
    test: {
      file: earlyStartTest,
      name: 'does not count an observation of the panel at an earlier base URL',
      within,
    },
  },
  {
    sentence:
      'An account that was read without our marker withdraws the observation that the panel returns it.',
    off: [
      {
        file: `${steps}/read-back.ts`,
        find: 'await noteMarkerReturned(work.domain, work.server, marker !== undefined)',
        replace: 'await noteMarkerReturned(work.domain, work.server, true)',
      },
    ],
    test: {
      file: earlyStartTest,
      name: 'is made again after an account of ours was read without our marker',
      within,
    },
  },
  {
    sentence: 'A username that the panel has twice withdraws the observation that it refuses duplicates.',
    off: [
      {
        file: `${steps}/lookup.ts`,
        find: 'if (holders.length > 1) await',
        replace: 'if (holders.length < 0) await',
      },
    ],
    test: {
      file: earlyStartTest,
      name: 'is made again after the panel was observed to have one username twice',
      within,
    },
  },
]

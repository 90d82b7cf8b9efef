import type { Rule } from './rule.ts'

const engine = 'server/domain/provisioning'
const create = `${engine}/create.ts`
const createTest = `${engine}/create.test.ts`
const leaseTest = `${engine}/lease.test.ts`
const secondLookTest = `${engine}/second-look.test.ts`
const markerTest = `${engine}/marker.test.ts`
const within = 'embedded'

/** How an account is made once, and believed only when it was seen. */
export const creatingRules: readonly Rule[] = [
  {
    sentence: 'An attempt is recorded before the panel is called, not after.',
    off: [
      {
        file: `${engine}/attempt.ts`,
        find: 'await tx.insert(attempts).values({ id, operationId: operation.id, number, startedAt })',
        replace: '',
      },
      {
        file: `${engine}/attempt.ts`,
        find: `await tx
      .update(attempts)
      .set({ endedAt, outcome: end.outcome, code: end.code ?? null })
      .where(eq(attempts.id, attempt.id))`,
        replace:
          'await tx.insert(attempts).values({ ...attempt, operationId: operation.id, endedAt, outcome: end.outcome, code: end.code ?? null })',
      },
    ],
    test: {
      file: leaseTest,
      name: 'keeps others away until it runs out; then the next one looks at the panel first',
      within,
    },
  },
  {
    sentence: 'The panel is looked at before the first create.',
    off: [
      {
        file: create,
        find: 'const decided = decideOnLook(work, look)',
        replace: 'const decided = work.perhapsMade.length === 0 ? null : decideOnLook(work, look)',
      },
    ],
    test: {
      file: createTest,
      name: 'makes nothing where a stranger has the username, and says so at once',
      within,
    },
  },
  {
    sentence: 'A create of unknown outcome is resolved by looking, before another one is sent.',
    off: [
      {
        file: create,
        find: 'const decided = decideOnLook(work, look)',
        replace: 'const decided = work.perhapsMade.length > 0 ? null : decideOnLook(work, look)',
      },
    ],
    test: {
      file: createTest,
      name: 'adopts its own account by the marker in the single record where the list leaves markers out',
      within,
    },
  },
  {
    sentence: 'An absence after an unknown create needs two looks.',
    off: [{ file: create, find: 'const looksToBelieve = 2', replace: 'const looksToBelieve = 1' }],
    test: {
      file: createTest,
      name: 'is sent again only after two looks a settle time apart, with the same username, password and marker',
      within,
    },
  },
  {
    sentence: 'Those looks are a settle time apart.',
    off: [{ file: create, find: '+ engine.settleMs', replace: '' }],
    test: {
      file: createTest,
      name: 'is sent again only after two looks a settle time apart, with the same username, password and marker',
      within,
    },
  },
  {
    sentence: 'Only an account that bears exactly our marker is adopted without a person.',
    off: [
      {
        file: `${engine}/look.ts`,
        find: 'survey.matches.filter((match) => match.marker === marker)',
        replace: 'survey.matches.filter((match) => match.username === username)',
      },
    ],
    test: {
      file: markerTest,
      name: 'is a conflict where its username and e-mail are on an account without our marker, whatever that bears',
      within,
    },
  },
  {
    sentence: 'The marker is keyed by the secret of this installation.',
    off: [
      {
        file: `${engine}/marker.ts`,
        find: "domain.keyring.mac('hosting-account.marker', text).slice(0, 24)",
        replace: "'a'.repeat(24)",
      },
    ],
    test: { file: markerTest, name: 'is another one under another secret, epoch or installation' },
  },
  {
    sentence: 'The marker carries the epoch.',
    off: [
      {
        file: `${engine}/marker.ts`,
        find: 'const { id, epoch } = domain.installation',
        replace: 'const { id, epoch } = { ...domain.installation, epoch: 1 }',
      },
    ],
    test: { file: markerTest, name: 'is another one under another secret, epoch or installation' },
  },
  {
    sentence: 'An account is active only after it was read back.',
    off: [
      {
        file: `${engine}/read-back.ts`,
        find: 'const { value: finding, exchanges } = await work.panel.findById(id)',
        replace:
          "if (id) return becomesActive({ id, verified: true }, 'Created.')\n  const { value: finding, exchanges } = await work.panel.findById(id)",
      },
    ],
    test: {
      file: createTest,
      name: 'does not believe at once that an answered account is not there',
      within,
    },
  },
  {
    sentence: 'What is read back is compared with what was asked for.',
    off: [
      {
        file: `${engine}/read-back.ts`,
        find: 'const difference = describeDifference(found, work.account)',
        replace: 'const difference = null',
      },
    ],
    test: {
      file: createTest,
      name: 'goes to a person where our marker is on an account with another username, or on two',
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
      file: 'server/domain/hosting/adopt-and-terminate.test.ts',
      name: 'is refused where e-mail or username differ, where there is no such account, and where it is an odd id',
      within,
    },
  },
  {
    sentence: 'The comparison covers the e-mail.',
    off: [
      {
        file: 'panels/kit/difference.ts',
        find: 'if (found.email !== undefined && ',
        replace: 'if (false && ',
      },
    ],
    test: {
      file: markerTest,
      name: 'goes to a person where our marker is on an account with another e-mail',
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
      name: 'is not touched any more once its id, username and e-mail are on an account with another marker',
      within,
    },
  },
  {
    sentence: 'A panel that cannot be read gives an account that is active and not verified.',
    off: [
      { file: `${engine}/read-back.ts`, find: '{ id, verified: false }', replace: '{ id, verified: true }' },
    ],
    test: {
      file: createTest,
      name: 'is active but not verified where the panel shows neither accounts nor a list',
      within,
    },
  },
  {
    sentence: '“Already exists” that is not ours is a conflict for a person, not a refusal.',
    off: [
      {
        file: create,
        find: "error.kind === 'conflict' ? await lookIntoConflict(work, error) : await decideOnRefusal(work, error)",
        replace: 'await decideOnRefusal(work, error)',
      },
    ],
    test: {
      file: createTest,
      name: 'on a panel without a list goes to a person when "already exists" may be its own doing',
      within,
    },
  },
  {
    sentence: 'What may exist on the panel keeps its slot and its names when the create stops.',
    off: [
      {
        file: `${engine}/failure.ts`,
        find: "{ status: 'unknown', holdsSlot: true }",
        replace: "{ status: 'unknown', holdsSlot: false }",
      },
    ],
    test: {
      file: createTest,
      name: 'keeps the slot of an account that was answered but could not be read back, also for a person',
      within,
    },
  },
  {
    sentence: 'After five attempts of unknown outcome a person decides.',
    off: [
      {
        file: create,
        find: 'return counted.length >= domain.engine.maxUnknownAttempts',
        replace: 'return false',
      },
    ],
    test: {
      file: createTest,
      name: 'goes to a person after five attempts of which nothing is known, and gets five more by a retry',
      within,
    },
  },
  {
    sentence: 'Retry-After is honoured.',
    off: [
      {
        file: `${engine}/backoff.ts`,
        find: 'Math.max(jittered, wait.afterMs ?? 0)',
        replace: 'jittered',
      },
    ],
    test: { file: createTest, name: 'waits as long as the panel asks', within },
  },
  {
    sentence: 'Deferrals are bounded in time: after a day a person decides.',
    off: [
      { file: `${engine}/failure.ts`, find: 'if (age > domain.engine.giveUpAfterMs)', replace: 'if (false)' },
    ],
    test: {
      file: createTest,
      name: 'gives up at a person after a day, and is given another day by a retry',
      within,
    },
  },
  {
    sentence: 'The hosting password is wiped once the panel has it.',
    off: [
      {
        file: `${engine}/read-back.ts`,
        find: 'passwordSealed: null,',
        replace: '',
      },
    ],
    test: {
      file: createTest,
      name: 'reads the account back, keeps its id, and wipes the hosting password',
      within,
    },
  },
  {
    sentence: 'A NextPanel User ID belongs to one row of a server that holds its slot.',
    off: [
      {
        file: 'server/migrations/0000_tables.sql',
        find: 'CREATE UNIQUE INDEX "hosting_accounts_server_panel_user"',
        replace: 'CREATE INDEX "hosting_accounts_server_panel_user"',
      },
    ],
    test: {
      file: createTest,
      name: 'goes to a person where the panel gives out an id that another account of ours has',
      within,
    },
  },
  {
    sentence: 'Where the panel told the id of another account, ours is found by its reference.',
    off: [
      {
        file: `${engine}/read-back.ts`,
        find: '(await oursElsewhere(work, finding.account)) ?? ',
        replace: '',
      },
    ],
    test: {
      file: secondLookTest,
      name: 'what was created is found by its reference where the panel told the id of another',
      within,
    },
  },
  {
    sentence: 'An account that is not as it should be is read a second time before a person is asked.',
    off: [
      {
        file: `${engine}/read-again.ts`,
        find: 'if (operation.error?.code === error.code) return null',
        replace: 'if (operation.id) return null',
      },
    ],
    test: {
      file: secondLookTest,
      name: 'an account that is somebody else’s by one answer is read a second time',
      within,
    },
  },
  {
    sentence: 'What a panel answers oddly was not read back: nothing is active by it.',
    off: [
      { file: `${engine}/read-back.ts`, find: 'if (finding.passing) return notShown(work, id)', replace: '' },
    ],
    test: {
      file: `${engine}/create.test.ts`,
      name: 'is not active before a panel that can be read was read, however oddly it answers for a while',
      within,
    },
  },
  {
    sentence: 'An id of a list is not believed while its record is answered oddly.',
    off: [
      {
        file: `${engine}/look.ts`,
        find: "finding.state === 'not-known' && !finding.passing",
        replace: "finding.state === 'not-known'",
      },
    ],
    test: {
      file: `${engine}/look.test.ts`,
      name: 'is not believed either where the record cannot be read at the moment',
      within,
    },
  },
  {
    sentence: 'An id that a list gives is read by itself before it is believed.',
    off: [
      {
        file: `${engine}/look.ts`,
        find: 'return more.length > 0 ? listed : readByItsId(work, listed)',
        replace: 'return more.length < 0 ? readByItsId(work, listed) : listed',
      },
    ],
    test: {
      file: `${engine}/look.test.ts`,
      name: 'is not believed: the create goes on once list and record agree, with the right id',
      within,
    },
  },
  {
    sentence: 'E-mail addresses compare without case.',
    off: [
      {
        file: 'panels/kit/difference.ts',
        find: 'found.email.toLowerCase() !== expected.email.toLowerCase()',
        replace: 'found.email !== expected.email',
      },
    ],
    test: {
      file: createTest,
      name: 'is verified by the list where single accounts cannot be read, and by either whatever case addresses have',
      within,
    },
  },
  {
    sentence: 'A create that was refused gives up its slot and its names.',
    off: [
      {
        file: `${engine}/failure.ts`,
        find: "{ status: 'failed', holdsSlot: false }",
        replace: "{ status: 'failed', holdsSlot: true }",
      },
    ],
    test: {
      file: `${engine}/pause.test.ts`,
      name: 'stops that operation with its reason, and pauses those that come after without another request',
      within,
    },
  },
  {
    sentence: 'Waits double.',
    off: [
      {
        file: `${engine}/backoff.ts`,
        find: '* 2 ** Math.min(wait.deferrals, 30)',
        replace: '+ 0 * wait.deferrals',
      },
    ],
    test: { file: `${engine}/backoff.test.ts`, name: 'doubles from the first wait to the longest' },
  },
  {
    sentence: 'Waits are spread by chance.',
    off: [
      {
        file: `${engine}/backoff.ts`,
        find: 'full * (0.5 + 0.5 * (wait.random ?? Math.random)())',
        replace: 'full',
      },
    ],
    test: {
      file: `${engine}/backoff.test.ts`,
      name: 'is always between half and all of that, whatever chance says, and a whole number',
    },
  },
  {
    sentence: 'A hosting password is kept sealed.',
    off: [
      {
        file: `${engine}/password.ts`,
        find: 'passwordSealed: keyring.seal(password, context(accountId)),',
        replace: 'passwordSealed: keyring.seal(password, context(accountId)) && password,',
      },
    ],
    test: {
      file: 'server/domain/operations/operations.test.ts',
      name: 'and everything else that is stored hold no password and no secret, also where the panel echoes them',
      within,
    },
  },
  {
    sentence: 'No password is in a log.',
    off: [
      {
        file: 'server/platform/log/censor.ts',
        find: "  'password',\n",
        replace: '',
      },
    ],
    test: { file: 'server/platform/log/log.test.ts', name: 'never shows password, however deep' },
  },
]

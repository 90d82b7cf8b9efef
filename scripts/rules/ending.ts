import type { Rule } from './rule.ts'

const hosting = 'server/domain/hosting'
const steps = `${hosting}/steps`
const operations = 'server/domain/operations'
const terminate = `${steps}/terminate.ts`
const lifecycleTest = `${steps}/lifecycle.test.ts`
const secondLookupTest = `${steps}/second-lookup.test.ts`
const heldTest = `${steps}/held.test.ts`
const retryTest = `${operations}/retry-and-cancel.test.ts`
const within = 'embedded'

/** Operations on an account that exists, or may exist. */
export const endingRules: readonly Rule[] = [
  {
    sentence: 'The identity of the account behind our ID is read before it is suspended.',
    off: [
      {
        file: `${steps}/suspend.ts`,
        find: 'const identity = await readIdentity(work, id)',
        replace: "const identity = { state: 'ours' as string, difference: '' }",
      },
    ],
    test: { file: lifecycleTest, name: 'never changes an account of another owner that has our id', within },
  },
  {
    sentence: 'The identity of the account behind our ID is read before it is terminated.',
    off: [{ file: terminate, find: "if (identity.state === 'ours') return id", replace: 'return id' }],
    test: {
      file: lifecycleTest,
      name: 'never changes an account of another owner with our id, and sees in the list that ours is gone',
      within,
    },
  },
  {
    sentence: 'If a panel cannot show the owner of an account, the account is not deleted.',
    off: [{ file: terminate, find: 'if (work.progress.attempts > 0) return id', replace: 'return id' }],
    test: {
      file: lifecycleTest,
      name: 'deletes nothing if the panel does not show the owner of the account, and can be cancelled',
      within,
    },
  },
  {
    sentence: 'Suspension is a set of reasons: the account is unsuspended on the panel when none remains.',
    off: [
      {
        file: `${steps}/suspend.ts`,
        find: "if (target === 'active' && reasons.length > 0)",
        replace: 'if (false)',
      },
    ],
    test: {
      file: lifecycleTest,
      name: 'keeps its reasons as a set: suspended while any reason remains',
      within,
    },
  },
  {
    sentence: 'After a suspension the account is read again: its status follows the panel.',
    off: [
      {
        file: `${steps}/suspend.ts`,
        find: "if (value.account.suspended === (target === 'suspended')) return null",
        replace: 'return null',
      },
    ],
    test: { file: lifecycleTest, name: 'does not count as done before the panel shows it', within },
  },
  {
    sentence: 'A slot is released only after the account was verified as gone.',
    off: [{ file: terminate, find: "if (after.state === 'ours')", replace: 'if (false)' }],
    test: { file: lifecycleTest, name: 'holds the slot until the account is verified as gone', within },
  },
  {
    sentence: 'A termination looks up the account that a superseded create may have left.',
    off: [
      {
        file: terminate,
        find: 'if (work.pastCreates.length === 0 && work.account.passwordSetByUs)',
        replace: 'if (work)',
      },
    ],
    test: {
      file: lifecycleTest,
      name: 'supersedes a create with a request in progress, waits for its deadline, and deletes the account',
      within,
    },
  },
  {
    sentence: 'A termination waits until a superseded request can no longer be in progress.',
    off: [
      {
        file: 'server/work/supersede.ts',
        find: 'return new Date(startedAt + panelDeadlineMs + settleMs)',
        replace: 'return panelDeadlineMs + settleMs > 0 ? undefined : new Date()',
      },
    ],
    test: {
      file: lifecycleTest,
      name: 'supersedes a create with a request in progress, waits for its deadline, and deletes the account',
      within,
    },
  },
  {
    sentence: 'After an unknown create, a termination needs two lookups before the account counts as absent.',
    off: [{ file: terminate, find: 'if (lookups >= 2)', replace: 'if (lookups >= 1)' }],
    test: {
      file: lifecycleTest,
      name: 'looks twice before it accepts that an unknown create created no account',
      within,
    },
  },
  {
    sentence: 'An account that may be ours, but does not show our marker, does not count as gone.',
    off: [
      {
        file: terminate,
        find: `if (holderMayBeOurs(lookup)) return mayBeOurs(work)
  const lookups`,
        replace: 'const lookups',
      },
    ],
    test: {
      file: lifecycleTest,
      name: 'does not treat an account as gone that may be ours without showing our marker',
      within,
    },
  },
  {
    sentence: 'An account that exists is deleted only after its grace period.',
    off: [
      {
        file: `${hosting}/terminate.ts`,
        find: 'clock.now().getTime() + engine.terminationGraceMs',
        replace: 'clock.now().getTime()',
      },
    ],
    test: {
      file: heldTest,
      name: 'a termination waits for its grace period and can be cancelled during it',
      within,
    },
  },
  {
    sentence: 'After an unknown create, slot, username and email stay in quarantine for a day.',
    off: [
      {
        file: `${hosting}/quarantine.ts`,
        find: 'return end > domain.clock.now() ? end : null',
        replace: 'return end > domain.clock.now() ? null : null',
      },
    ],
    test: {
      file: heldTest,
      name: 'holds its slot and names for a day, because its absence is not final',
      within,
    },
  },
  {
    sentence:
      'A quarantine ends with a last lookup: an account that was created after the timeout keeps its slot.',
    off: [
      {
        file: `${hosting}/release-quarantines.ts`,
        find: 'if (!(await arrivedLate(domain, { account, server }))) await release(domain, account)',
        replace:
          'if (!(await arrivedLate(domain, { account, server })) || account) await release(domain, account)',
      },
    ],
    test: { file: heldTest, name: 'keeps them if it is created after the timeout', within },
  },
  {
    sentence: 'A hosting password is kept for seven days at most.',
    off: [
      {
        file: 'server/domain/sealing/hosting-password.ts',
        find: '.set({ passwordSealed: null })',
        replace: '.set({ passwordSetByUs: true })',
      },
    ],
    test: {
      file: heldTest,
      name: 'a hosting password is erased after seven days, whatever the state of the account',
      within,
    },
  },
  {
    sentence: 'A create that may have made the account cannot be canceled.',
    off: [
      {
        file: `${operations}/cancel.ts`,
        find: "if (operation.kind === 'create' && mayExist)",
        replace: 'if (false)',
      },
    ],
    test: {
      file: retryTest,
      name: 'is refused for a create that may have created the account, and for an ended operation',
      within,
    },
  },
  {
    sentence: 'A create continues under another username only if the panel cannot hold the first account.',
    off: [
      {
        file: `${operations}/retry-elsewhere.ts`,
        find: 'if (account.holdsSlot && serverId === account.serverId)',
        replace: 'if (false)',
      },
    ],
    test: {
      file: retryTest,
      name: 'under another username is refused while the panel may have the first account, with the remedy',
      within,
    },
  },
  {
    sentence: 'A changed username means a new account row with its own marker.',
    off: [
      {
        file: `${operations}/retry.ts`,
        find: 'if (moves) return',
        replace: 'if (moves && false) return',
      },
    ],
    test: {
      file: retryTest,
      name: 'under another username creates a new account; the old row loses its password and is kept as history',
      within,
    },
  },
  {
    sentence: 'Staff can adopt only an account with our username and email.',
    off: [
      {
        file: `${operations}/adopt.ts`,
        find: 'const reason = await whyNotAdoptable(tx, account, found)',
        replace: 'const reason: string | null = null',
      },
    ],
    test: {
      file: `${operations}/adopt-and-terminate.test.ts`,
      name: 'is refused if email or username differ, if there is no such account, and for an invalid id',
      within,
    },
  },
  {
    sentence: 'The password of an adopted account does not count as set by us.',
    off: [
      { file: `${operations}/adopt.ts`, find: 'passwordSetByUs: false', replace: 'passwordSetByUs: true' },
    ],
    test: {
      file: `${operations}/adopt-and-terminate.test.ts`,
      name: 'links an account with the same username and email, without its password, and records the actor',
      within,
    },
  },
  {
    sentence: 'A server cannot be removed while it is in use.',
    off: [
      {
        file: 'server/domain/servers/remove.ts',
        find: 'if (live.length > 0 || open.length > 0)',
        replace: 'if (live.length + open.length < 0)',
      },
    ],
    test: {
      file: 'server/domain/servers/servers.test.ts',
      name: 'are refused while an account is live or an operation is open on them; otherwise their key is erased',
      within,
    },
  },
  {
    sentence: 'After a lost response, the account is looked up before a suspension is sent again.',
    off: [
      {
        file: `${steps}/suspend.ts`,
        find: 'work.progress.attempts > 0 && ',
        replace: 'work.progress.attempts < 0 && ',
      },
    ],
    test: {
      file: secondLookupTest,
      name: 'a suspension whose response was lost is found done, and not sent twice',
      within,
    },
  },
  {
    sentence: 'After five suspensions or deletions of unknown outcome, staff decide.',
    off: [
      {
        file: `${steps}/attempts-left.ts`,
        find: 'if (unknown < domain.engine.maxUnknownAttempts) return null',
        replace: 'if (unknown < Number.POSITIVE_INFINITY) return null',
      },
    ],
    test: {
      file: secondLookupTest,
      name: 'five suspensions or deletions of unknown outcome are the limit, and a retry allows five more',
      within,
    },
  },
  {
    sentence: 'An account with our ID and our username does not count as gone, whatever its marker.',
    off: [{ file: terminate, find: ' || lookup.usernameHolder?.id === id', replace: '' }],
    test: {
      file: secondLookupTest,
      name: 'our id and username under another reference are neither deleted nor treated as gone',
      within,
    },
  },
  {
    sentence: 'While a panel’s answers cannot be read, requests to an account are paused.',
    off: [{ file: `${steps}/identity.ts`, find: '&& identity.passing', replace: '&& id === null' }],
    test: {
      file: lifecycleTest,
      name: 'deletes nothing while the panel returns another account',
      within,
    },
  },
  {
    sentence: 'A suspension or unsuspension does not count as done while the panel’s answer cannot be read.',
    off: [
      {
        file: `${steps}/suspend.ts`,
        find: "if (value.state === 'not-known' && value.passing) return notShown(work, id)",
        replace: '',
      },
    ],
    test: {
      file: lifecycleTest,
      name: 'does not count as done if the read-back returns an unexpected response',
      within,
    },
  },
  {
    sentence: '“Already suspended” is a success, not a failure.',
    off: [
      {
        file: 'panels/nextpanel/lifecycle.ts',
        find: "if (saysAlready && [400, 409].includes(status)) return 'already'",
        replace: '',
      },
    ],
    test: {
      file: 'panels/nextpanel/client.test.ts',
      name: 'suspend, response {"status":409,"json":{"detail":"Already suspended"}}: already',
    },
  },
  {
    sentence: '“Not found” in response to a deletion is a success: the account was already gone.',
    off: [
      {
        file: 'panels/nextpanel/lifecycle.ts',
        find: "if (status === 404 && body.kind === 'json') return 'gone'",
        replace: '',
      },
    ],
    test: {
      file: 'panels/nextpanel/client.test.ts',
      name: 'terminate, response {"status":404,"json":{"detail":"Account not found"}}: gone',
    },
  },
]

import type { Rule } from './rule.ts'

const engine = 'server/domain/provisioning'
const hosting = 'server/domain/hosting'
const terminate = `${engine}/terminate.ts`
const lifecycleTest = `${engine}/lifecycle.test.ts`
const secondLookTest = `${engine}/second-look.test.ts`
const heldTest = `${engine}/held.test.ts`
const retryTest = `${hosting}/retry-and-cancel.test.ts`
const within = 'embedded'

/** What happens to an account that exists, or may exist. */
export const endingRules: readonly Rule[] = [
  {
    sentence: 'The identity of the account behind our id is read before it is suspended.',
    off: [
      {
        file: `${engine}/suspend.ts`,
        find: 'const identity = await readIdentity(work, id)',
        replace: "const identity = { state: 'ours' as string, difference: '' }",
      },
    ],
    test: { file: lifecycleTest, name: 'never touches a stranger who has got our id', within },
  },
  {
    sentence: 'The identity of the account behind our id is read before it is terminated.',
    off: [{ file: terminate, find: "if (identity.state === 'ours') return id", replace: 'return id' }],
    test: {
      file: lifecycleTest,
      name: 'never touches a stranger who has got our id, and knows from the list that ours is gone',
      within,
    },
  },
  {
    sentence: 'Where a panel cannot show whose account it is, nothing is deleted.',
    off: [{ file: terminate, find: 'if (work.operation.attempts > 0) return id', replace: 'return id' }],
    test: {
      file: lifecycleTest,
      name: 'deletes nothing where the panel cannot show whose account it is, and can be cancelled',
      within,
    },
  },
  {
    sentence: 'Suspension is a set of reasons: the panel is told once none is left.',
    off: [
      {
        file: `${engine}/suspend.ts`,
        find: "if (target === 'active' && reasons.length > 0)",
        replace: 'if (false)',
      },
    ],
    test: { file: lifecycleTest, name: 'keeps its reasons as a set: suspended while any is left', within },
  },
  {
    sentence: 'After a suspension the account is read again: its status is what the panel shows.',
    off: [
      {
        file: `${engine}/suspend.ts`,
        find: "if (value.account.suspended === (target === 'suspended')) return null",
        replace: 'return null',
      },
    ],
    test: { file: lifecycleTest, name: 'is not believed before the panel shows it', within },
  },
  {
    sentence: 'A slot is free only after the account was seen to be gone.',
    off: [{ file: terminate, find: "if (after.state === 'ours')", replace: 'if (false)' }],
    test: { file: lifecycleTest, name: 'holds the slot until the account is seen to be gone', within },
  },
  {
    sentence: 'A termination looks for what a superseded create may have left.',
    off: [
      {
        file: terminate,
        find: 'if (work.perhapsMade.length === 0 && work.account.passwordSetByUs)',
        replace: 'if (work)',
      },
    ],
    test: {
      file: lifecycleTest,
      name: 'supersedes a create whose request is under way, waits for its deadline, and deletes what it made',
      within,
    },
  },
  {
    sentence: 'A termination waits until a superseded request cannot be under way any more.',
    off: [
      {
        file: `${hosting}/supersede.ts`,
        find: 'return new Date(unfinished.startedAt.getTime() + panelDeadlineMs + settleMs)',
        replace: 'return panelDeadlineMs + settleMs > 0 ? undefined : new Date()',
      },
    ],
    test: {
      file: lifecycleTest,
      name: 'supersedes a create whose request is under way, waits for its deadline, and deletes what it made',
      within,
    },
  },
  {
    sentence: 'A termination looks twice before it believes that an unknown create left nothing.',
    off: [{ file: terminate, find: 'if (looks >= 2)', replace: 'if (looks >= 1)' }],
    test: {
      file: lifecycleTest,
      name: 'looks twice before it believes that an unknown create left nothing',
      within,
    },
  },
  {
    sentence: 'An account that may be ours without showing our marker is not called gone.',
    off: [
      {
        file: terminate,
        find: `if (holderMayBeOurs(look)) return mayBeOurs(work)
  const looks`,
        replace: 'const looks',
      },
    ],
    test: {
      file: lifecycleTest,
      name: 'does not call an account gone that may be ours without showing our marker',
      within,
    },
  },
  {
    sentence: 'What exists is deleted after its grace period only.',
    off: [
      {
        file: `${hosting}/terminate.ts`,
        find: 'clock.now().getTime() + engine.terminationGraceMs',
        replace: 'clock.now().getTime()',
      },
    ],
    test: {
      file: heldTest,
      name: 'a termination waits for its grace period, in which it can be cancelled',
      within,
    },
  },
  {
    sentence: 'After an unknown create the slot and the names are in quarantine for a day.',
    off: [
      {
        file: `${engine}/quarantine.ts`,
        find: 'return end > domain.clock.now() ? end : null',
        replace: 'return end > domain.clock.now() ? null : null',
      },
    ],
    test: {
      file: heldTest,
      name: 'holds its slot and names for a day, for absence is not final',
      within,
    },
  },
  {
    sentence: 'A quarantine ends with one more look: what arrived late keeps its slot.',
    off: [
      {
        file: `${engine}/release-quarantines.ts`,
        find: 'if (!(await arrivedLate(domain, { account, server }))) await release(domain, account)',
        replace:
          'if (!(await arrivedLate(domain, { account, server })) || account) await release(domain, account)',
      },
    ],
    test: { file: heldTest, name: 'keeps them when it arrives late after all', within },
  },
  {
    sentence: 'A hosting password is kept for seven days at most.',
    off: [
      {
        file: `${engine}/password.ts`,
        find: '.set({ passwordSealed: null })',
        replace: '.set({ passwordSetByUs: true })',
      },
    ],
    test: {
      file: heldTest,
      name: 'a hosting password is wiped after seven days, whatever became of the account',
      within,
    },
  },
  {
    sentence: 'A create that may have made the account cannot be cancelled.',
    off: [
      {
        file: `${hosting}/cancel.ts`,
        find: "if (operation.kind === 'create' && mayExist)",
        replace: 'if (false)',
      },
    ],
    test: {
      file: retryTest,
      name: 'is refused of a create that may have made the account, and of what has ended',
      within,
    },
  },
  {
    sentence: 'A create goes on under another username only where the panel holds nothing of the first.',
    off: [
      {
        file: `${hosting}/retry-elsewhere.ts`,
        find: 'if (account.holdsSlot && serverId === account.serverId)',
        replace: 'if (false)',
      },
    ],
    test: {
      file: retryTest,
      name: 'under another username is refused while the panel may hold the first, with what to do',
      within,
    },
  },
  {
    sentence: 'A changed username is a new row with a marker of its own.',
    off: [
      {
        file: `${hosting}/retry.ts`,
        find: 'if (moves) return retryElsewhere(tx, domain, call, retry)',
        replace: '',
      },
    ],
    test: {
      file: retryTest,
      name: 'under another username makes a new account; the old row gives up its password and stays for the record',
      within,
    },
  },
  {
    sentence: 'A person adopts only what has our username and e-mail.',
    off: [
      {
        file: `${hosting}/adopt.ts`,
        find: 'await refuseForeign(tx, account, found)',
        replace: '',
      },
    ],
    test: {
      file: `${hosting}/adopt-and-terminate.test.ts`,
      name: 'is refused where e-mail or username differ, where there is no such account, and where it is an odd id',
      within,
    },
  },
  {
    sentence: 'The password of an adopted account is not one that we set.',
    off: [{ file: `${hosting}/adopt.ts`, find: 'passwordSetByUs: false', replace: 'passwordSetByUs: true' }],
    test: {
      file: `${hosting}/adopt-and-terminate.test.ts`,
      name: 'takes over what matches in username and e-mail, without its password, and says who did it',
      within,
    },
  },
  {
    sentence: 'A server is not removed while it is in use.',
    off: [
      {
        file: 'server/domain/servers/remove.ts',
        find: 'if (live.length > 0 || open.length > 0)',
        replace: 'if (live.length + open.length < 0)',
      },
    ],
    test: {
      file: 'server/domain/servers/servers.test.ts',
      name: 'are refused while an account lives or an operation is open on them; then their key is wiped',
      within,
    },
  },
  {
    sentence: 'A suspension whose answer was lost is looked at before it is sent again.',
    off: [
      {
        file: `${engine}/suspend.ts`,
        find: 'operation.attempts > 0 && ',
        replace: 'operation.attempts < 0 && ',
      },
    ],
    test: {
      file: secondLookTest,
      name: 'a suspension whose answer was lost is found done, and not sent twice',
      within,
    },
  },
  {
    sentence: 'After five suspensions or deletions of unknown outcome a person decides.',
    off: [
      {
        file: `${engine}/allowance.ts`,
        find: 'if (tried < domain.engine.maxUnknownAttempts) return null',
        replace: 'if (tried < Number.POSITIVE_INFINITY) return null',
      },
    ],
    test: {
      file: secondLookTest,
      name: 'five suspensions or deletions of unknown outcome are enough, and a retry grants five more',
      within,
    },
  },
  {
    sentence: 'An account with our id and our username is not called gone, whatever its reference.',
    off: [{ file: terminate, find: ' || look.usernameHolder?.id === id', replace: '' }],
    test: {
      file: secondLookTest,
      name: 'our id and username under another reference are neither deleted nor called gone',
      within,
    },
  },
  {
    sentence: 'While a panel answers oddly, nothing is sent to an account.',
    off: [{ file: `${engine}/same-account.ts`, find: '&& identity.passing', replace: '&& id === null' }],
    test: {
      file: lifecycleTest,
      name: 'deletes nothing while the panel answers with another account',
      within,
    },
  },
  {
    sentence: 'What is answered oddly after a suspension or its end does not count as done.',
    off: [
      {
        file: `${engine}/suspend.ts`,
        find: "if (value.state === 'not-known' && value.passing) return notShown(work, id)",
        replace: '',
      },
    ],
    test: {
      file: lifecycleTest,
      name: 'does not count as done where the panel answers something odd to what became of it',
      within,
    },
  },
  {
    sentence: '“Already suspended” is an answer, not a failure.',
    off: [
      {
        file: 'panels/nextpanel/lifecycle.ts',
        find: "if (saysAlready && [400, 409].includes(status)) return 'already'",
        replace: '',
      },
    ],
    test: {
      file: 'panels/nextpanel/client.test.ts',
      name: 'suspend, answered {"status":409,"json":{"detail":"Already suspended"}}: already',
    },
  },
  {
    sentence: '“Not found” to a deletion is an answer: already gone.',
    off: [
      {
        file: 'panels/nextpanel/lifecycle.ts',
        find: "if (status === 404 && body.kind === 'json') return 'gone'",
        replace: '',
      },
    ],
    test: {
      file: 'panels/nextpanel/client.test.ts',
      name: 'terminate, answered {"status":404,"json":{"detail":"Account not found"}}: gone',
    },
  },
]

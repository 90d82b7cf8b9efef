import { screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { staffRoles } from '#contracts/roles.ts'
import type { Team, TeamMember } from '#contracts/team/schemas.ts'
import { describeRoute } from '../../testing/describe-route.ts'
import { never, Refused, refuses } from '../../testing/fake-api.ts'
import { openPage } from '../../testing/open-page.tsx'
import { at, ids, staffAs, teamMember } from '../../testing/samples.ts'
import { words } from '../../words/index.ts'

const text = words.team
const alan = (change: Partial<TeamMember> = {}) =>
  teamMember({
    id: ids.alan,
    name: 'Alan Turing',
    email: 'alan@hosting.example',
    role: 'support',
    isSelf: false,
    openSessions: 2,
    ...change,
  })
const teamOf = (...items: TeamMember[]): Team => ({
  items,
  grantableRoles: [...staffRoles],
  factorsRequired: false,
})
const link = { path: '/set-password#token-of-alan', expiresAt: at }

async function openMenuOf(user: ReturnType<typeof openPage>, name: string) {
  await user.click(await screen.findByRole('button', { name: text.actionsFor(name) }))
  return screen.findByRole('menu')
}

describeRoute('/team', {
  async loading() {
    openPage('/team', { team: { list: never } })
    expect(await screen.findByRole('heading', { name: text.title, level: 1 })).toBeVisible()
    expect(await screen.findByText('Loading...')).toBeInTheDocument()
  },
  async full() {
    openPage('/team', {
      team: {
        list: () =>
          teamOf(
            teamMember(),
            alan(),
            alan({ id: ids.ada, name: 'Barbara', status: 'invited', lastSignInAt: null, openSessions: 0 }),
            alan({ id: ids.run, name: 'Edsger', status: 'disabled', openSessions: 0 }),
          ),
      },
    })
    const rows = within(await screen.findByRole('list', { name: text.list })).getAllByRole('listitem')
    expect(rows[0]).toHaveTextContent('Grace Hopper')
    expect(rows[0]).toHaveTextContent(`(${text.you})`)
    expect(rows[0]).toHaveTextContent('Owner')
    expect(rows[1]).toHaveTextContent('Support')
    expect(rows[1]).toHaveTextContent('2 open sessions')
    expect(rows[2]).toHaveTextContent(text.status.invited)
    expect(rows[2]).toHaveTextContent(text.never)
    expect(rows[3]).toHaveTextContent(text.status.disabled)
  },
  empty: { why: 'The signed-in staff user is always in the list.' },
  async error() {
    openPage('/team', { team: { list: refuses('The team is not available.') } })
    expect(await screen.findByText('The team is not available.')).toBeVisible()
  },
})

test('invites a staff user with a role, and shows the link to copy', async () => {
  const invited: unknown[] = []
  const user = openPage('/team', {
    team: {
      list: () => teamOf(teamMember()),
      invite: (input) => {
        invited.push(input)
        return { member: alan({ status: 'invited' }), passwordLink: link }
      },
    },
  })
  await user.click(await screen.findByRole('button', { name: text.invite }))
  const form = await screen.findByRole('dialog', { name: text.inviteTitle })
  expect(within(form).getByLabelText(text.role)).toHaveValue('read-only')
  await user.click(within(form).getByRole('button', { name: text.invite }))
  expect(await within(form).findByText('Email is required.')).toBeVisible()
  await user.type(within(form).getByLabelText(text.fullName), 'Alan Turing')
  await user.type(within(form).getByLabelText(text.email), 'alan@hosting.example')
  await user.selectOptions(within(form).getByLabelText(text.role), 'support')
  expect(within(form).getByText(words.roles.support.help)).toBeVisible()
  await user.click(within(form).getByRole('button', { name: text.invite }))
  const shown = await screen.findByRole('dialog', { name: text.invitedTitle('Alan Turing') })
  expect(within(shown).getByLabelText(words.setPassword.link)).toHaveValue(
    `${window.location.origin}${link.path}`,
  )
  expect(invited).toEqual([{ email: 'alan@hosting.example', fullName: 'Alan Turing', role: 'support' }])
})

test('shows a refused invitation at its field and keeps the entries', async () => {
  const user = openPage('/team', {
    team: {
      invite: () => {
        const message = 'alan@hosting.example is already in use.'
        throw new Refused(message, { errors: [{ path: 'email', code: 'email-taken', message }] })
      },
    },
  })
  await user.click(await screen.findByRole('button', { name: text.invite }))
  await user.type(await screen.findByLabelText(text.fullName), 'Alan Turing')
  await user.type(screen.getByLabelText(text.email), 'alan@hosting.example')
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: text.invite }))
  expect(await screen.findByText('alan@hosting.example is already in use.')).toBeVisible()
  expect(screen.getByLabelText(text.fullName)).toHaveValue('Alan Turing')
})

test('changes a role, disables, enables, signs out and removes', async () => {
  const sent: unknown[] = []
  let member = alan()
  const user = openPage('/team', {
    team: {
      list: () => teamOf(teamMember(), member),
      change: (input) => {
        sent.push(input)
        const { role = member.role, isActive } = input
        member = alan({ role, status: isActive === false ? 'disabled' : 'active' })
        return member
      },
      endSessions: () => ({ ended: 2 }),
      remove: (input) => {
        sent.push(input)
        return {}
      },
    },
  })
  await user.click(
    within(await openMenuOf(user, 'Alan Turing')).getByRole('menuitem', { name: text.endSessions }),
  )
  expect(await screen.findByText(text.sessionsEnded('Alan Turing', 2))).toBeVisible()

  await user.click(within(await openMenuOf(user, 'Alan Turing')).getByRole('menuitem', { name: text.change }))
  await user.selectOptions(await screen.findByLabelText(text.role), 'billing')
  await user.click(screen.getByRole('button', { name: text.change }))
  expect(await screen.findByText(text.changed('Alan Turing', 'Billing'))).toBeVisible()

  await user.click(
    within(await openMenuOf(user, 'Alan Turing')).getByRole('menuitem', { name: text.disable }),
  )
  await user.click(await screen.findByRole('button', { name: text.disable }))
  expect(await screen.findByText(text.disabled('Alan Turing'))).toBeVisible()

  await user.click(within(await openMenuOf(user, 'Alan Turing')).getByRole('menuitem', { name: text.enable }))
  expect(await screen.findByText(text.enabled('Alan Turing'))).toBeVisible()

  await user.click(within(await openMenuOf(user, 'Alan Turing')).getByRole('menuitem', { name: text.remove }))
  await user.click(await screen.findByRole('button', { name: text.remove }))
  expect(await screen.findByText(text.removed('Alan Turing'))).toBeVisible()
  expect(sent).toEqual([
    { id: ids.alan, role: 'billing' },
    { id: ids.alan, isActive: false },
    { id: ids.alan, isActive: true },
    { id: ids.alan },
  ])
})

test('creates a set-password link for a staff user and shows it once', async () => {
  const user = openPage('/team', {
    team: { list: () => teamOf(teamMember(), alan()), passwordLink: () => link },
  })
  await user.click(
    within(await openMenuOf(user, 'Alan Turing')).getByRole('menuitem', { name: text.makeLink }),
  )
  await user.click(await screen.findByRole('button', { name: words.setPassword.makeLink }))
  expect(await screen.findByLabelText(words.setPassword.link)).toHaveValue(
    `${window.location.origin}${link.path}`,
  )
})

test('shows the reason of a refusal, for example for the last owner', async () => {
  const user = openPage('/team', {
    team: {
      list: () => teamOf(teamMember()),
      change: refuses('Grace Hopper is the only owner who can sign in.'),
    },
  })
  const menu = await openMenuOf(user, 'Grace Hopper')
  expect(within(menu).getByRole('menuitem', { name: new RegExp(`^${text.remove}`) })).toHaveAttribute(
    'aria-disabled',
    'true',
  )
  await user.click(within(menu).getByRole('menuitem', { name: text.change }))
  await user.selectOptions(await screen.findByLabelText(text.role), 'admin')
  await user.click(screen.getByRole('button', { name: text.change }))
  expect(await screen.findByText('Grace Hopper is the only owner who can sign in.')).toBeVisible()
})

test('disables the actions on members with more permissions, with the reason', async () => {
  const user = openPage(
    '/team',
    { team: { list: () => teamOf(teamMember({ isSelf: false, mayChange: false })) } },
    staffAs('admin'),
  )
  const menu = await openMenuOf(user, 'Grace Hopper')
  for (const item of within(menu).getAllByRole('menuitem')) {
    expect(item).toHaveAttribute('aria-disabled', 'true')
    expect(item).toHaveTextContent(text.moreRights)
  }
})

test('resets the second factors of a staff user', async () => {
  const sent: unknown[] = []
  const user = openPage('/team', {
    team: {
      list: () => teamOf(teamMember({ twoFactor: true }), alan({ twoFactor: true })),
      resetFactors: (input) => {
        sent.push(input)
        return alan()
      },
    },
  })
  const reset = words.twoFactor.resetItem
  const own = await openMenuOf(user, 'Grace Hopper')
  expect(within(own).getByRole('menuitem', { name: new RegExp(`^${reset}`) })).toHaveAttribute(
    'aria-disabled',
    'true',
  )
  await user.keyboard('{Escape}')
  await user.click(within(await openMenuOf(user, 'Alan Turing')).getByRole('menuitem', { name: reset }))
  await user.click(await screen.findByRole('button', { name: words.twoFactor.reset }))
  expect(await screen.findByText(words.twoFactor.resetDone('Alan Turing'))).toBeVisible()
  expect(sent).toEqual([{ id: ids.alan }])
})

test('an owner requires two-factor sign-in, and an admin only sees the rule', async () => {
  let factorsRequired = false
  const answers = {
    team: {
      list: () => ({ ...teamOf(teamMember()), factorsRequired }),
      changeSettings: (input: { factorsRequired: boolean }) => {
        factorsRequired = input.factorsRequired
        return input
      },
    },
  }
  const user = openPage('/team', answers)
  await user.click(await screen.findByRole('button', { name: words.twoFactor.require }))
  const dialog = await screen.findByRole('dialog', { name: words.twoFactor.requireTitle })
  await user.click(within(dialog).getByRole('button', { name: words.twoFactor.require }))
  expect(await screen.findByText(words.twoFactor.teamOn)).toBeVisible()
  await user.click(screen.getByRole('button', { name: words.twoFactor.requireNoLonger }))
  expect(await screen.findByText(words.twoFactor.teamOff)).toBeVisible()
})

import { screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { announceSignOut } from '../../shared/session/sign-out-news.ts'
import { Refused, signedOut } from '../../testing/fake-api.ts'
import { openPage } from '../../testing/open-page.tsx'
import { at, customer, ids, staff, teamMember } from '../../testing/samples.ts'
import { words } from '../../words/index.ts'

/** Opens the page of a customer. The session has ended when the first change is sent. */
function openWithEndedSession() {
  const sent: unknown[] = []
  let ended = true
  const user = openPage(`/customers/${ids.ada}`, {
    customers: {
      get: () => customer(),
      change: (input) => {
        sent.push(input)
        if (ended) {
          ended = false
          return signedOut()
        }
        return customer({ fullName: 'Ada King' })
      },
    },
  })
  return { user, sent }
}

async function editName({ user }: ReturnType<typeof openWithEndedSession>) {
  await user.click(await screen.findByRole('button', { name: 'Edit' }))
  const form = await screen.findByRole('dialog', { name: words.customerDetails.editTitle })
  const name = within(form).getByLabelText('Full Name')
  await user.clear(name)
  await user.type(name, 'Ada King')
  await user.click(within(form).getByRole('button', { name: 'Save' }))
  return screen.findByRole('dialog', { name: words.session.signInAgain })
}

test('asks for the password when the session has ended, then sends the same form', async () => {
  const page = openWithEndedSession()
  const question = await editName(page)
  expect(question).toHaveTextContent('Sign in as grace@hosting.example.')
  await page.user.type(within(question).getByLabelText('Password'), 'right password')
  await page.user.click(within(question).getByRole('button', { name: 'Sign in' }))
  await expect.poll(() => page.sent.length).toBe(2)
  expect(page.sent[1]).toEqual(page.sent[0])
  expect(page.sent[1]).toMatchObject({ fullName: 'Ada King' })
  await expect.poll(() => screen.queryByRole('dialog')).toBeNull()
})

test('keeps the form and its values when the sign-in is refused or cancelled', async () => {
  const page = openWithEndedSession()
  const question = await editName(page)
  await page.user.type(within(question).getByLabelText('Password'), 'wrong password')
  await page.user.click(within(question).getByRole('button', { name: 'Sign in' }))
  expect(await within(question).findByText(words.session.wrongPassword)).toBeVisible()
  await page.user.click(within(question).getByRole('button', { name: 'Cancel' }))
  const form = await screen.findByRole('dialog', { name: words.customerDetails.editTitle })
  expect(await within(form).findByText(words.problems.signedOut)).toBeVisible()
  expect(within(form).getByLabelText('Full Name')).toHaveValue('Ada King')
  expect(page.sent).toHaveLength(1)
})

test('leaves the page when another tab signs out, and returns to it after the next sign-in', async () => {
  openPage('/operations')
  await screen.findByRole('heading', { name: 'Operations', level: 1 })
  announceSignOut()
  expect(await screen.findByRole('heading', { name: 'Sign in', level: 1 })).toBeVisible()
  expect(window.location.search).toBe('?next=%2Foperations')
})

const notRecent = () => {
  throw new Refused('Your last sign-in was too long ago.', {
    status: 403,
    code: 'reauthentication-required',
  })
}

/** Opens the team with a session whose sign-in is too old for the first change. */
async function inviteAfterLongTime(viewer = staff) {
  const sent: unknown[] = []
  const confirmed: unknown[] = []
  const user = openPage(
    '/team',
    {
      session: {
        reauthenticate: (input) => {
          if (input.currentPassword !== 'my password') {
            const message = 'The current password is incorrect.'
            throw new Refused(message, {
              status: 422,
              errors: [{ path: 'currentPassword', code: 'wrong-password', message }],
            })
          }
          confirmed.push(input)
          return {}
        },
      },
      team: {
        invite: (input) => {
          sent.push(input)
          if (confirmed.length === 0) return notRecent()
          return {
            member: teamMember({ id: ids.alan, name: 'Alan Turing' }),
            passwordLink: { path: '/set-password#token', expiresAt: at },
          }
        },
      },
    },
    viewer,
  )
  await user.click(await screen.findByRole('button', { name: words.team.invite }))
  await user.type(await screen.findByLabelText(words.team.fullName), 'Alan Turing')
  await user.type(screen.getByLabelText(words.team.email), 'alan@hosting.example')
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: words.team.invite }))
  const question = await screen.findByRole('dialog', { name: words.session.confirmIdentity })
  return { user, question, sent, confirmed }
}

test('asks to confirm the identity before a dangerous call, then sends the same form', async () => {
  const { user, question, sent, confirmed } = await inviteAfterLongTime()
  await user.type(within(question).getByLabelText('Password'), 'wrong password')
  await user.click(within(question).getByRole('button', { name: words.session.confirm }))
  expect(await within(question).findByText('The current password is incorrect.')).toBeVisible()
  await user.clear(within(question).getByLabelText('Password'))
  await user.type(within(question).getByLabelText('Password'), 'my password')
  await user.click(within(question).getByRole('button', { name: words.session.confirm }))
  expect(await screen.findByRole('dialog', { name: words.team.invitedTitle('Alan Turing') })).toBeVisible()
  expect(sent).toHaveLength(2)
  expect(sent[1]).toEqual(sent[0])
  expect(confirmed).toEqual([{ currentPassword: 'my password' }])
})

test('asks for a code too if the user has two-factor sign-in', async () => {
  const { user, question, confirmed } = await inviteAfterLongTime({ ...staff, twoFactor: true })
  await user.type(within(question).getByLabelText('Password'), 'my password')
  await user.type(within(question).getByLabelText(words.twoFactor.code), '123456')
  await user.click(within(question).getByRole('button', { name: words.session.confirm }))
  await expect.poll(() => confirmed).toEqual([{ currentPassword: 'my password', code: '123456' }])
})

test('keeps the form and its values if the user does not confirm', async () => {
  const { user, question, sent } = await inviteAfterLongTime()
  await user.click(within(question).getByRole('button', { name: 'Cancel' }))
  expect(await screen.findByText(words.problems.notConfirmed)).toBeVisible()
  expect(screen.getByLabelText(words.team.fullName)).toHaveValue('Alan Turing')
  expect(sent).toHaveLength(1)
})

test('asks before a download', async () => {
  const user = openPage('/audit', { session: { recentSignIn: notRecent } })
  await user.click(await screen.findByRole('link', { name: words.auditLog.exportCsv }))
  const question = await screen.findByRole('dialog', { name: words.session.confirmIdentity })
  await user.click(within(question).getByRole('button', { name: 'Cancel' }))
  expect(await screen.findByText(words.problems.notConfirmed)).toBeVisible()
})

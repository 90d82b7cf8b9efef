import { screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { announceSignOut } from '../../shared/session/sign-out-news.ts'
import { signedOut } from '../../testing/fake-api.ts'
import { openPage } from '../../testing/open-page.tsx'
import { customer, ids } from '../../testing/samples.ts'
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

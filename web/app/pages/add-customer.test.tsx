import { screen, waitFor, within } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import type { StrengthQuestion } from '../../lib/ask-strength.ts'
import { Refused } from '../../testing/fake-api.ts'
import { openPage } from '../../testing/open-page.tsx'
import { account, customer, operationWithTimeline, server } from '../../testing/samples.ts'
import { words } from '../../words/index.ts'

const text = words.onboarding
const oneServer = { list: () => ({ items: [server()] }) }

/** Rates every password as strong. */
class Estimator extends EventTarget {
  postMessage({ id }: StrengthQuestion) {
    const data = { id, score: 4, advice: '' }
    queueMicrotask(() => this.dispatchEvent(new MessageEvent('message', { data })))
  }
}

test('rates both generated passwords before their fields are focused', async () => {
  vi.stubGlobal('Worker', Estimator)
  const user = openPage('/customers/new', { servers: oneServer })
  await user.click(await screen.findByRole('checkbox', { name: text.withHosting }))
  expect(screen.getByLabelText(text.password)).not.toHaveValue('')
  await waitFor(() => expect(screen.getAllByText('Strong')).toHaveLength(2))
})

test('a late suggestion leaves a cleared username empty', async () => {
  const answers: (() => void)[] = []
  const arrive = () => {
    for (const answer of answers.splice(0)) answer()
  }
  const user = openPage('/customers/new', {
    servers: oneServer,
    customers: {
      validate: (input) =>
        new Promise((resolve) => {
          const freeUsername = `${String(input.email).split('@')[0]}2`
          answers.push(() => resolve({ errors: [], warnings: [], freeUsername }))
        }),
    },
  })
  const form = await screen.findByRole('dialog', { name: text.title })
  await user.type(within(form).getByLabelText(text.email), 'ada@example.com')
  await user.click(within(form).getByRole('checkbox', { name: text.withHosting }))
  const username = within(form).getByLabelText(text.hostingUsername)
  await waitFor(() => expect(username).toHaveValue('ada'))
  await waitFor(() => expect(answers).not.toHaveLength(0))
  await user.clear(username)
  arrive()
  const required = 'Hosting Username is required.'
  await user.click(within(form).getByRole('button', { name: text.createAndProvision }))
  arrive()
  expect(await within(form).findByText(required)).toBeInTheDocument()
  expect(username).toHaveValue('')

  await user.type(within(form).getByLabelText(text.email), '{Home}dr')
  await waitFor(() => {
    arrive()
    expect(username).toHaveValue('drada2')
  })
  expect(within(form).queryByText(required)).not.toBeInTheDocument()
})

test.each([
  text.createAndProvision,
  text.createAnother,
])('"%s": an email that is in use can be corrected, and nothing else is lost', async (button) => {
  const sent: unknown[] = []
  const taken = 'This email address is already in use.'
  const user = openPage('/customers/new', {
    servers: oneServer,
    operations: { get: () => operationWithTimeline() },
    hostingAccounts: { get: () => account() },
    customers: {
      create: (input) => {
        sent.push(input)
        if (input.email === 'ada@example.com')
          throw new Refused(taken, {
            code: 'email-taken',
            errors: [{ path: 'email', code: 'email-taken', message: taken }],
          })
        const hosting = { account: account(), operation: operationWithTimeline(), message: 'Provisioned.' }
        return { customer: customer({ email: input.email }), hosting, passwordLink: null }
      },
    },
  })
  const form = await screen.findByRole('dialog', { name: text.title })
  const fieldOf = (label: string) => within(form).getByLabelText(label)
  const fill = async (label: string, value: string) => {
    await user.clear(fieldOf(label))
    await user.click(fieldOf(label))
    await user.paste(value)
  }
  await fill(text.email, 'ada@example.com')
  await fill(text.fullName, 'Ada Lovelace')
  await fill(text.password, 'billing password')
  await user.click(within(form).getByRole('checkbox', { name: text.withHosting }))
  await fill(text.hostingUsername, 'countess')
  await user.click(within(form).getByRole('button', { name: button }))

  await waitFor(() => expect(fieldOf(text.email)).toHaveAccessibleDescription(taken))
  expect(fieldOf(text.email)).toHaveFocus()
  await fill(text.email, 'countess@example.com')
  expect(within(form).queryByText(taken)).not.toBeInTheDocument()
  await user.click(within(form).getByRole('button', { name: button }))
  await waitFor(() => expect(sent).toHaveLength(2))
  expect(sent[1]).toEqual({ ...Object(sent[0]), email: 'countess@example.com' })
  expect(sent[1]).toMatchObject({ password: 'billing password', provisioning: { username: 'countess' } })
})

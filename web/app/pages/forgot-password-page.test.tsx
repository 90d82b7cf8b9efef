import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { describeRoute } from '../../testing/describe-route.ts'
import { refuses } from '../../testing/fake-api.ts'
import { openPage } from '../../testing/open-page.tsx'
import { words } from '../../words/index.ts'

const text = words.session

describeRoute('/forgot-password', {
  loading: { why: 'The form loads nothing.' },
  async full() {
    openPage('/forgot-password', {}, null)
    expect(await screen.findByRole('heading', { name: text.forgotTitle, level: 1 })).toBeVisible()
    expect(screen.getByLabelText('Email')).toHaveFocus()
  },
  empty: { why: 'The form loads nothing.' },
  async error() {
    const user = openPage('/forgot-password', { passwordLinks: { requestReset: refuses('Too many.') } }, null)
    await user.type(await screen.findByLabelText('Email'), 'ada@example.com')
    await user.click(screen.getByRole('button', { name: text.requestLink }))
    expect(await screen.findByText('Too many.')).toBeVisible()
  },
})

test('is reached from the sign-in page, and answers the same for every address', async () => {
  const asked: unknown[] = []
  const requestReset = (input: unknown) => {
    asked.push(input)
    return { isSetUp: true }
  }
  const user = openPage('/login', { passwordLinks: { requestReset } }, null)
  await user.click(await screen.findByRole('link', { name: text.forgotPassword }))
  await user.type(await screen.findByLabelText('Email'), 'ada@example.com')
  await user.click(screen.getByRole('button', { name: text.requestLink }))
  expect(await screen.findByText(/^If a login uses/)).toHaveTextContent(text.linkRequested('ada@example.com'))
  expect(asked).toEqual([{ email: 'ada@example.com' }])
})

test('says so if the system cannot send mail', async () => {
  const answers = { passwordLinks: { requestReset: () => ({ isSetUp: false }) } }
  const user = openPage('/forgot-password', answers, null)
  await user.type(await screen.findByLabelText('Email'), 'ada@example.com')
  await user.click(screen.getByRole('button', { name: text.requestLink }))
  expect(await screen.findByText(text.mailNotSetUp)).toBeVisible()
})

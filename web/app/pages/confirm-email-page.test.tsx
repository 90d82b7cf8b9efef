import { screen } from '@testing-library/react'
import { expect } from 'vitest'
import { describeRoute } from '../../testing/describe-route.ts'
import { refuses } from '../../testing/fake-api.ts'
import { openPage } from '../../testing/open-page.tsx'
import { words } from '../../words/index.ts'

const text = words.session

describeRoute('/confirm-email', {
  loading: { why: 'The page uses the link only when the button is selected.' },
  async full() {
    const used: unknown[] = []
    const confirmEmail = (input: unknown) => {
      used.push(input)
      return { email: 'new@example.com' }
    }
    const user = openPage('/confirm-email#token-1', { session: { confirmEmail } }, null)
    await user.click(await screen.findByRole('button', { name: text.confirmEmail }))
    expect(await screen.findByRole('status')).toHaveTextContent(text.emailConfirmed('new@example.com'))
    expect(used).toEqual([{ token: 'token-1' }])
  },
  async empty() {
    openPage('/confirm-email', {}, null)
    expect(await screen.findByText(text.linkIncomplete)).toBeVisible()
  },
  async error() {
    const answers = { session: { confirmEmail: refuses('This link was used.') } }
    const user = openPage('/confirm-email#token-1', answers, null)
    await user.click(await screen.findByRole('button', { name: text.confirmEmail }))
    expect(await screen.findByRole('alert')).toHaveTextContent('This link was used.')
  },
})

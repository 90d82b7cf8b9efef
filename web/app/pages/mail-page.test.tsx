import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { describeRoute } from '../../testing/describe-route.ts'
import { never, Refused, refuses } from '../../testing/fake-api.ts'
import { openPage } from '../../testing/open-page.tsx'
import { mail, mailSetup, mailTemplate, staff } from '../../testing/samples.ts'
import { words } from '../../words/index.ts'

const text = words.mail

describeRoute('/mail', {
  async loading() {
    openPage('/mail', { mail: { setup: never, list: never } })
    expect(await screen.findByRole('heading', { name: 'Mail', level: 1 })).toBeVisible()
    expect(screen.getAllByText('Loading...')).toHaveLength(1)
  },
  async full() {
    openPage('/mail', {
      mail: {
        setup: () => mailSetup(),
        list: () => ({
          items: [
            mail(),
            mail({
              id: '00000000-0000-4000-8000-000000000102',
              state: 'failed',
              error: 'It refused the message.',
            }),
          ],
          nextCursor: null,
          isSetUp: true,
        }),
      },
    })
    expect(await screen.findByLabelText(text.host)).toHaveValue('smtp.hosting.example')
    expect(screen.getByLabelText(text.password)).toHaveValue('')
    expect(screen.getByText(text.passwordKept)).toBeVisible()
    expect(screen.getByLabelText(text.sendTo)).toHaveValue(staff.email)
    expect(await screen.findByText('It refused the message.')).toBeVisible()
    expect(screen.getAllByRole('button', { name: /^Resend Welcome/ })).toHaveLength(2)
  },
  async empty() {
    openPage('/mail')
    expect(await screen.findByText(text.notSetUp)).toBeVisible()
    expect(await screen.findByText(text.none)).toBeVisible()
    expect(screen.queryByRole('button', { name: text.sendTest })).not.toBeInTheDocument()
  },
  async error() {
    openPage('/mail', { mail: { setup: refuses('Settings are not available.'), list: refuses('No list.') } })
    expect(await screen.findByText('Settings are not available.')).toBeVisible()
    expect(await screen.findByText('No list.')).toBeVisible()
  },
})

test('links a mail to its invoice, and sends it again with the document', async () => {
  const documentId = '00000000-0000-4000-8000-000000000777'
  const sent = mail({ kind: 'invoice', documentId })
  const user = openPage('/mail', {
    mail: {
      setup: () => mailSetup(),
      list: () => ({ items: [sent], nextCursor: null, isSetUp: true }),
      resend: () => ({ ...sent, state: 'waiting', sentAt: null }),
    },
  })
  expect(await screen.findByRole('link', { name: text.openDocument })).toHaveAttribute(
    'href',
    `/invoices/${documentId}`,
  )
  await user.click(screen.getByRole('button', { name: /^Resend Invoice/ }))
  expect(await screen.findByText(text.resentDocument)).toBeVisible()
})

test('saves the mail server, and shows a refused password at its field', async () => {
  const saved: unknown[] = []
  const user = openPage('/mail', {
    mail: {
      setup: () => mailSetup(),
      change: (input) => {
        saved.push(input)
        if (saved.length === 1)
          throw new Refused('Enter the password again.', {
            status: 422,
            code: 'invalid-body',
            errors: [{ path: 'password', code: 'password-required', message: 'Enter the password again.' }],
          })
        return mailSetup()
      },
    },
  })
  const host = await screen.findByLabelText(text.host)
  await user.clear(host)
  await user.type(host, 'smtp.example.org')
  await user.clear(screen.getByLabelText(text.alertsTo))
  await user.type(screen.getByLabelText(text.alertsTo), 'a@example.com, not an address')
  await user.click(screen.getByRole('button', { name: text.save }))
  expect(await screen.findByText(/Alerts To is not a valid address/)).toBeVisible()
  await user.clear(screen.getByLabelText(text.alertsTo))
  await user.click(screen.getByRole('button', { name: text.save }))
  await waitFor(() =>
    expect(screen.getByLabelText(text.password)).toHaveAccessibleDescription(/Enter the password again/),
  )
  await user.type(screen.getByLabelText(text.password), 'secret')
  await user.click(screen.getByRole('button', { name: text.save }))
  expect(await screen.findByText(text.saved)).toBeVisible()
  expect(saved[1]).toMatchObject({ host: 'smtp.example.org', port: 587, password: 'secret', alertsTo: [] })
})

test('saves the language of mails', async () => {
  const saved: unknown[] = []
  const user = openPage('/mail', {
    mail: {
      setup: () => mailSetup(),
      change: (input) => {
        saved.push(input)
        return mailSetup()
      },
    },
  })
  await user.selectOptions(await screen.findByLabelText(text.language), text.languages.de)
  await user.click(screen.getByRole('button', { name: text.save }))
  expect(await screen.findByText(text.saved)).toBeVisible()
  expect(saved).toMatchObject([{ language: 'de' }])
})

const templates = {
  setup: () => mailSetup(),
  templates: () => ({
    items: [mailTemplate(), mailTemplate({ language: 'de', subject: 'Ihr Hosting-Konto ist bereit' })],
  }),
}

test('shows the templates of the chosen language', async () => {
  const user = openPage('/mail/templates', { mail: templates })
  expect(await screen.findByLabelText(text.subject)).toHaveValue('Your hosting account is ready')
  await user.selectOptions(screen.getByLabelText(text.language), text.languages.de)
  expect(screen.getByLabelText(text.subject)).toHaveValue('Ihr Hosting-Konto ist bereit')
})

test('warns about mail without encryption', async () => {
  const user = openPage('/mail', { mail: { setup: () => mailSetup() } })
  await user.selectOptions(await screen.findByLabelText(text.encryption), 'none')
  expect(screen.getByText(text.plainTextWarning)).toBeVisible()
  expect(screen.getByRole('checkbox', { name: text.acceptPlainText })).not.toBeChecked()
})

test('sends a test mail and shows the answer', async () => {
  const user = openPage('/mail', {
    mail: {
      setup: () => mailSetup(),
      test: () => ({ accepted: false, message: 'It refused the password.', remedy: 'Enter it again.' }),
    },
  })
  await user.click(await screen.findByRole('button', { name: text.sendTest }))
  expect(await screen.findByText('It refused the password. Enter it again.')).toBeVisible()
})

test('turns mail off after a confirmation', async () => {
  let isOn = true
  const user = openPage('/mail', {
    mail: {
      setup: () => (isOn ? mailSetup() : mailSetup({ settings: null })),
      turnOff: () => {
        isOn = false
        return {}
      },
    },
  })
  await user.click(await screen.findByRole('button', { name: text.turnOff }))
  const dialog = await screen.findByRole('dialog', { name: text.turnOffTitle })
  await user.click(within(dialog).getByRole('button', { name: text.turnOff }))
  expect(await screen.findByText(text.notSetUp)).toBeVisible()
})

describeRoute('/mail/templates', {
  async loading() {
    openPage('/mail/templates', { mail: { ...templates, templates: never } })
    expect(await screen.findByText('Loading...')).toBeInTheDocument()
  },
  async full() {
    openPage('/mail/templates', { mail: templates })
    expect(await screen.findByLabelText(text.subject)).toHaveValue('Your hosting account is ready')
    expect(screen.getByText('{{link}}')).toBeVisible()
  },
  async empty() {
    openPage('/mail/templates')
    expect(await screen.findByText(text.none)).toBeVisible()
  },
  async error() {
    openPage('/mail/templates', { mail: { templates: refuses('Templates are not available.') } })
    expect(await screen.findByText('Templates are not available.')).toBeVisible()
  },
})

test('previews a template, and shows an unknown placeholder at its field', async () => {
  const user = openPage('/mail/templates', {
    mail: {
      ...templates,
      preview: () => ({ subject: 'Ready', text: 'Hello Ada', html: '<p>Hello Ada</p>' }),
      changeTemplate: () => {
        throw new Refused('The placeholder {{x}} does not exist.', {
          status: 422,
          code: 'invalid-body',
          errors: [{ path: 'text', code: 'invalid', message: 'The placeholder {{x}} does not exist.' }],
        })
      },
    },
  })
  await user.click(await screen.findByRole('button', { name: text.preview }))
  expect(await screen.findByText('Hello Ada')).toBeVisible()
  expect(screen.getByTitle(text.previewHtml)).toHaveAttribute('sandbox', '')
  await user.click(screen.getByRole('button', { name: text.saveTemplate }))
  expect(await screen.findByText('The placeholder {{x}} does not exist.')).toBeVisible()
})

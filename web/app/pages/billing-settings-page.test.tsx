import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { describeRoute } from '../../testing/describe-route.ts'
import { never, Refused, refuses } from '../../testing/fake-api.ts'
import { openPage } from '../../testing/open-page.tsx'
import {
  bankDetails,
  billingSettings,
  company,
  dunningPolicy,
  ids,
  staffAs,
  taxRate,
} from '../../testing/samples.ts'
import { words } from '../../words/index.ts'

const base = '/settings/billing'
const failed = 'The settings are not available.'
const form = words.companyForm
const { save, companyFirst, readOnly } = words.billingSettings
const settingsOf = (...given: Parameters<typeof billingSettings>) => ({
  settings: () => billingSettings(...given),
})
const loading = (address: string) => async () => {
  openPage(address, { company: { settings: never } })
  expect(await screen.findByText('Loading...')).toBeInTheDocument()
}
const error = (address: string) => async () => {
  openPage(address, { company: { settings: refuses(failed) } })
  expect(await screen.findByText(failed)).toBeVisible()
}

describeRoute('/settings/billing', {
  loading: loading(base),
  async full() {
    const logo = () => ({ logo: { mediaType: 'image/png' as const, data: 'iVBORw0KGgo=' } })
    openPage(base, { company: { ...settingsOf(), logo } })
    expect(await screen.findByLabelText(form.legalName)).toHaveValue(company.legalName)
    expect(screen.getByLabelText(form.country)).toHaveValue('DE')
    expect(screen.getByLabelText(form.taxIdValueOf(1))).toHaveValue('DE123456789')
    expect(await screen.findByRole('img', { name: form.logoOf })).toBeVisible()
  },
  async empty() {
    openPage(base)
    expect(await screen.findByText(form.notSetUp)).toBeVisible()
    expect(screen.queryByText(form.logo)).toBeNull()
  },
  error: error(base),
})

describeRoute('/settings/billing/payment', {
  loading: loading(`${base}/payment`),
  async full() {
    openPage(`${base}/payment`, { company: settingsOf({ bankDetails, paymentTermsDays: 30 }) })
    expect(await screen.findByLabelText(words.paymentForm.iban)).toHaveValue('DE89 3704 0044 0532 0130 00')
    expect(screen.getByLabelText(words.paymentForm.paymentTermsDays)).toHaveValue('30')
  },
  async empty() {
    openPage(`${base}/payment`)
    expect(await screen.findByText(companyFirst)).toBeVisible()
    expect(screen.getByRole('link', { name: words.billingSettings.toCompany })).toHaveAttribute('href', base)
  },
  error: error(`${base}/payment`),
})

describeRoute('/settings/billing/numbering', {
  loading: loading(`${base}/numbering`),
  async full() {
    openPage(`${base}/numbering`, { company: settingsOf() })
    expect(await screen.findByText('INV-2026-00042')).toBeVisible()
    expect(screen.getByText('CN-2026-00001')).toBeVisible()
    expect(screen.getByText('The last one was issued on Feb 28, 2026.')).toBeVisible()
  },
  empty: { why: 'A new installation has usual patterns.' },
  error: error(`${base}/numbering`),
})

describeRoute('/settings/billing/taxes', {
  async loading() {
    openPage(`${base}/taxes`, { taxes: { list: never } })
    expect(await screen.findByText('Loading...')).toBeInTheDocument()
  },
  async full() {
    openPage(`${base}/taxes`, {
      company: settingsOf(),
      taxes: {
        list: () => ({
          items: [
            taxRate({ validUntil: '2026-03-01', taxableShare: '80' }),
            taxRate({ id: ids.ada, percent: '21', validFrom: '2026-03-01' }),
            taxRate({
              id: ids.alan,
              country: 'CA',
              region: 'QC',
              name: 'QST',
              percent: '9.975',
              validFrom: '2027-01-01',
            }),
          ],
          nextCursor: null,
        }),
      },
    })
    const list = within(await screen.findByRole('list', { name: words.taxRates.list }))
    const [past, current, future] = list.getAllByRole('listitem')
    await waitFor(() => expect(past).toHaveTextContent(words.taxRates.state.past))
    expect(past).toHaveTextContent('VAT 19%')
    expect(past).toHaveTextContent(words.taxRates.share('80'))
    expect(past).toHaveTextContent('from Jan 1, 2021 until before Mar 1, 2026')
    expect(current).toHaveTextContent(words.taxRates.state.current)
    expect(future).toHaveTextContent('QST 9.975%')
    expect(future).toHaveTextContent('Canada, QC')
    expect(future).toHaveTextContent(words.taxRates.state.future)
  },
  async empty() {
    openPage(`${base}/taxes`)
    expect(await screen.findByText(words.taxRates.none)).toBeVisible()
  },
  async error() {
    openPage(`${base}/taxes`, { taxes: { list: refuses(failed) } })
    expect(await screen.findByText(failed)).toBeVisible()
  },
})

describeRoute('/settings/billing/dunning', {
  async loading() {
    openPage(`${base}/dunning`, { dunning: { policy: never } })
    expect(await screen.findByText('Loading...')).toBeInTheDocument()
  },
  async full() {
    openPage(`${base}/dunning`, { dunning: { policy: () => dunningPolicy() } })
    expect(await screen.findByLabelText(words.dunningForm.actionOf(2))).toHaveValue('suspend')
    expect(screen.getByLabelText(words.dunningForm.dayOf(2))).toHaveValue('10')
  },
  async empty() {
    openPage(`${base}/dunning`, { dunning: { policy: () => dunningPolicy({ steps: [] }) } })
    expect(await screen.findByText(words.dunningForm.noSteps)).toBeVisible()
  },
  async error() {
    openPage(`${base}/dunning`, { dunning: { policy: refuses(failed) } })
    expect(await screen.findByText(failed)).toBeVisible()
  },
})

test('saves a new company, and names a missing field', async () => {
  const sent: unknown[] = []
  const user = openPage(base, {
    company: {
      settings: () => billingSettings({ company: null }),
      change: (input) => {
        sent.push(input)
        return billingSettings()
      },
    },
  })
  await user.type(await screen.findByLabelText(form.legalName), 'Example Hosting GmbH')
  await user.type(screen.getByLabelText(form.line1), 'Hauptstr. 1')
  await user.click(screen.getByRole('button', { name: save }))
  expect(await screen.findByText('City is required.')).toBeVisible()
  expect(screen.getByText('Country is required.')).toBeVisible()
  await user.type(screen.getByLabelText(form.city), 'Berlin')
  await user.selectOptions(screen.getByLabelText(form.country), 'DE')
  await user.type(screen.getByLabelText(form.taxIdValueOf(1)), 'DE123456789')
  await user.selectOptions(screen.getByLabelText(form.timeZone), 'Europe/Berlin')
  await user.click(screen.getByRole('button', { name: save }))
  expect(await screen.findByText('Name of the tax ID is required.')).toBeVisible()
  await user.type(screen.getByLabelText(form.taxIdLabelOf(1)), 'VAT ID')
  await user.click(screen.getByRole('button', { name: save }))
  expect(await screen.findByText(form.saved)).toBeVisible()
  expect(sent).toEqual([
    {
      legalName: 'Example Hosting GmbH',
      address: { line1: 'Hauptstr. 1', line2: '', city: 'Berlin', postcode: '', region: '', country: 'DE' },
      taxIds: [{ label: 'VAT ID', value: 'DE123456789' }],
      email: null,
      phone: null,
      timeZone: 'Europe/Berlin',
      currency: 'EUR',
      footer: '',
    },
  ])
})

test('uploads a logo, shows why one is refused, and removes it', async () => {
  const sent: unknown[] = []
  const user = openPage(base, {
    company: {
      ...settingsOf(),
      changeLogo: (input) => {
        sent.push(input)
        if (sent.length === 1) throw new Refused('The image is damaged or incomplete. Export it again.')
        return { logo: { mediaType: 'image/png' as const, data: input.data } }
      },
      removeLogo: () => ({ logo: null }),
    },
  })
  const input = await screen.findByLabelText(form.logoFile)
  const file = new File([new Uint8Array([137, 80, 78, 71])], 'logo.png', { type: 'image/png' })
  await user.upload(input, file)
  expect(await screen.findByText('The image is damaged or incomplete. Export it again.')).toBeVisible()
  await user.upload(input, file)
  expect(await screen.findByRole('img', { name: form.logoOf })).toHaveAttribute(
    'src',
    'data:image/png;base64,iVBORw==',
  )
  expect(sent).toEqual([{ data: 'iVBORw==' }, { data: 'iVBORw==' }])
  await user.click(screen.getByRole('button', { name: form.removeLogo }))
  expect(await screen.findByText(form.noLogo)).toBeVisible()
  await user.upload(input, new File([new Uint8Array(300_000)], 'big.png', { type: 'image/png' }))
  expect(await screen.findByText(form.logoTooLarge)).toBeVisible()
})

test('saves terms without bank details, and checks an IBAN', async () => {
  const sent: unknown[] = []
  const text = words.paymentForm
  const user = openPage(`${base}/payment`, {
    company: {
      ...settingsOf(),
      changeTerms: (input) => {
        sent.push(input)
        return billingSettings({ bankDetails: input.bankDetails ? bankDetails : null })
      },
    },
  })
  const days = await screen.findByLabelText(text.paymentTermsDays)
  const [saveTerms, saveBank] = screen.getAllByRole('button', { name: save })
  if (!saveTerms || !saveBank) throw new Error('Two forms are expected.')
  await user.clear(days)
  await user.type(days, '30')
  const mailInvoices = screen.getByRole('checkbox', { name: text.mailInvoices })
  expect(mailInvoices).toBeChecked()
  await user.click(mailInvoices)
  await user.click(saveTerms)
  expect(await screen.findByText(text.termsSaved)).toBeVisible()
  await user.type(screen.getByLabelText(text.accountHolder), 'Example Hosting GmbH')
  await user.type(screen.getByLabelText(text.iban), 'DE89 3704 0044 0532 0130 01')
  await user.click(saveBank)
  expect(await screen.findByText(/The check digits of the IBAN do not match/)).toBeVisible()
  await user.type(screen.getByLabelText(text.iban), '{Backspace}0')
  await user.click(saveBank)
  expect(await screen.findByText(text.bankSaved)).toBeVisible()
  await user.click(await screen.findByRole('button', { name: text.clearBank }))
  expect(await screen.findByText(text.bankRemoved)).toBeVisible()
  expect(sent).toEqual([
    { paymentTermsDays: 30, invoiceDaysAhead: 0, catchUpPeriods: 3, mailInvoices: false },
    {
      bankDetails: {
        accountHolder: 'Example Hosting GmbH',
        iban: 'DE89370400440532013000',
        bic: '',
        bank: '',
        note: '',
      },
    },
    { bankDetails: null },
  ])
})

test('previews the next number while the pattern is typed, and saves it', async () => {
  const sent: unknown[] = []
  const text = words.numberingForm
  const user = openPage(`${base}/numbering`, {
    company: {
      ...settingsOf(),
      changeNumbering: (input) => {
        sent.push(input)
        return billingSettings()
      },
    },
  })
  const [pattern] = await screen.findAllByLabelText(text.pattern)
  const [next] = screen.getAllByLabelText(text.next)
  const [submit] = screen.getAllByRole('button', { name: save })
  if (!pattern || !next || !submit) throw new Error('A form is missing.')
  await user.clear(pattern)
  await user.type(pattern, 'R{{year}')
  expect(await screen.findByText(text.noPreview)).toBeVisible()
  await user.click(submit)
  expect(
    await screen.findByText('The pattern must contain the number once, for example {number:5}.'),
  ).toBeVisible()
  await user.type(pattern, '/{{number:3}')
  await user.clear(next)
  await user.type(next, '7')
  expect(await screen.findByText('R2026/007')).toBeVisible()
  await user.click(submit)
  expect(await screen.findByText(text.saved)).toBeVisible()
  expect(sent).toEqual([{ kind: 'invoice', pattern: 'R{year}/{number:3}', restartsYearly: true, next: 7 }])
})

test('adds a tax rate, and shows which other rate overlaps', async () => {
  const sent: unknown[] = []
  const text = words.taxRates
  const overlap = 'VAT 19% (DE, standard) is valid from 2021-01-01.'
  const user = openPage(`${base}/taxes`, {
    company: settingsOf(),
    taxes: {
      create: (input) => {
        sent.push(input)
        if (sent.length === 1)
          throw new Refused(overlap, {
            code: 'dates-overlap',
            errors: [{ path: 'validFrom', code: 'dates-overlap', message: overlap }],
          })
        return taxRate()
      },
    },
  })
  await user.click(await screen.findByRole('button', { name: text.add }))
  const dialog = within(await screen.findByRole('dialog', { name: text.addTitle }))
  const submit = dialog.getByRole('button', { name: text.add })
  expect(dialog.getByLabelText(text.country)).toHaveValue('DE')
  await user.type(dialog.getByLabelText(text.name), 'VAT')
  await user.type(dialog.getByLabelText(text.percent), '9.97501')
  await user.click(submit)
  expect(await dialog.findByText(/Rate must be a percentage from 0 to 100/)).toBeVisible()
  expect(dialog.getByText('Valid from must be a date like 2026-11-23.')).toBeVisible()
  await user.clear(dialog.getByLabelText(text.percent))
  await user.type(dialog.getByLabelText(text.percent), '9.975')
  await user.type(dialog.getByLabelText(text.validFrom), '2026-07-01')
  await user.click(submit)
  expect(await dialog.findByText(overlap)).toBeVisible()
  await user.click(submit)
  expect(await screen.findByText(text.added)).toBeVisible()
  expect(sent.at(-1)).toEqual({
    name: 'VAT',
    percent: '9.975',
    taxableShare: null,
    country: 'DE',
    region: '',
    postcodePrefix: '',
    category: 'standard',
    validFrom: '2026-07-01',
    validUntil: null,
  })
})

test('ends and deletes a tax rate', async () => {
  const sent: unknown[] = []
  const text = words.taxRates
  const user = openPage(`${base}/taxes`, {
    taxes: {
      list: () => ({ items: [taxRate()], nextCursor: null }),
      change: (input) => {
        sent.push(input)
        return taxRate()
      },
      remove: (input) => {
        sent.push(input)
        return {}
      },
    },
  })
  await user.click(await screen.findByRole('button', { name: text.endNamed('VAT 19%') }))
  const end = within(await screen.findByRole('dialog', { name: text.endTitle }))
  await user.type(end.getByLabelText(text.validUntil), '2027-01-01')
  await user.click(end.getByRole('button', { name: save }))
  expect(await screen.findByText(text.ended)).toBeVisible()
  await user.click(screen.getByRole('button', { name: text.removeNamed('VAT 19%') }))
  const remove = within(await screen.findByRole('dialog', { name: text.removeTitle }))
  await user.click(remove.getByRole('button', { name: text.remove }))
  expect(await screen.findByText(text.removed)).toBeVisible()
  expect(sent).toEqual([{ id: ids.taxRate, validUntil: '2027-01-01' }, { id: ids.taxRate }])
})

test('changes the steps for overdue invoices', async () => {
  const sent: unknown[] = []
  const text = words.dunningForm
  const user = openPage(`${base}/dunning`, {
    dunning: {
      policy: () => dunningPolicy(),
      changePolicy: (input) => {
        sent.push(input)
        return dunningPolicy()
      },
    },
  })
  await user.click(await screen.findByLabelText(text.isEnabled))
  await user.click(screen.getByRole('button', { name: text.addStep }))
  await user.selectOptions(screen.getByLabelText(text.actionOf(3)), 'late-fee')
  await user.click(screen.getByRole('button', { name: save }))
  expect(await screen.findByText(/Day must be a whole number from -60 to 365/)).toBeVisible()
  await user.type(screen.getByLabelText(text.dayOf(3)), '7')
  await user.type(screen.getByLabelText(text.feeAmountsOf(3)), '5 EUR, 6')
  await user.click(screen.getByRole('button', { name: save }))
  expect(await screen.findByText(text.feeAmountsInvalid)).toBeVisible()
  await user.clear(screen.getByLabelText(text.feeAmountsOf(3)))
  await user.type(screen.getByLabelText(text.feeAmountsOf(3)), '5 EUR; 600 jpy')
  await user.type(screen.getByLabelText(text.feePercentOf(3)), '2.5')
  await user.click(screen.getByRole('button', { name: text.removeStep(1) }))
  await user.click(screen.getByRole('button', { name: save }))
  expect(await screen.findByText(text.saved)).toBeVisible()
  expect(sent).toEqual([
    {
      isEnabled: true,
      steps: [
        { id: 'suspend', day: 10, action: 'suspend', fee: null },
        {
          day: 7,
          action: 'late-fee',
          fee: {
            percent: '2.5',
            amounts: [
              { amount: '500', currency: 'EUR' },
              { amount: '600', currency: 'JPY' },
            ],
          },
        },
      ],
      brake: { mostPercent: 2, mostAccounts: 20 },
      hours: { from: 8, until: 18, weekdaysOnly: true },
    },
  ])
})

test('shows roles that only read the settings their values, without changes', async () => {
  openPage(base, { company: settingsOf() }, staffAs('support'))
  expect(await screen.findByText(readOnly)).toBeVisible()
  expect(screen.getByLabelText(form.legalName)).toBeDisabled()
  expect(screen.getByRole('button', { name: save })).toBeDisabled()
})

test('is reached from the account menu', async () => {
  const user = openPage('/operations', {}, staffAs('billing'))
  await user.click(await screen.findByRole('button', { name: words.shell.yourAccount }))
  await user.click(await screen.findByRole('menuitem', { name: words.shell.billingSettings }))
  expect(await screen.findByRole('heading', { name: words.billingSettings.title, level: 1 })).toBeVisible()
})

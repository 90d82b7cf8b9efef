import { expect, type Locator, type Page } from '@playwright/test'

interface ShownDocument {
  /** The cells of each line, as the user reads them. */
  readonly lines: readonly string[]
  /** Label and amount of each row: net, taxes, total, and what follows. */
  readonly totals: Readonly<Record<string, string>>
}

/** Reads a preview, an invoice or a credit note from the screen. */
export async function readDocument(within: Locator | Page): Promise<ShownDocument> {
  const totals = within.locator('dl').filter({ hasText: 'Net total' })
  await expect(totals).toBeVisible()
  const lines = await within.locator('table tbody tr').allInnerTexts()
  return {
    lines: lines.map((line) => line.replace(/\s+/g, ' ').trim()),
    totals: await readRows(totals),
  }
}

async function readRows(list: Locator): Promise<Record<string, string>> {
  const labels = await list.locator('dt').allInnerTexts()
  const amounts = await list.locator('dd').allInnerTexts()
  return Object.fromEntries(labels.map((label, index) => [label, amounts[index] ?? '']))
}

/** The preview in a dialog, once it is computed for what is entered now. */
export async function readPreview(form: Locator): Promise<ShownDocument> {
  const [only, ...others] = await readPreviews(form)
  expect(others).toEqual([])
  if (!only) throw new Error('The preview has no document.')
  return only
}

/** Each document of the preview in a dialog. */
export async function readPreviews(form: Locator): Promise<ShownDocument[]> {
  const preview = form.getByRole('region', { name: 'Preview' })
  await expect(preview).toHaveAttribute('aria-busy', 'false')
  await expect(preview.getByText('Net total').first()).toBeVisible()
  const parts = await preview.getByRole('region').all()
  return Promise.all((parts.length === 0 ? [preview] : parts).map((part) => readDocument(part)))
}

/** The sum of several documents in a preview, and what follows it. */
export const readPreviewedSum = (form: Locator): Promise<Record<string, string>> =>
  readRows(form.getByRole('region', { name: 'Preview' }).locator('dl').filter({ hasText: 'In total' }))

/** The credit note that a preview announces: a preview counts a credit as negative, and its document does not. */
export function asCreditNote({ lines, totals }: ShownDocument): ShownDocument {
  const positive = (text: string) => text.replaceAll('\u2212', '')
  const { 'Credit for the customer': gets, ...rest } = totals
  expect(gets).toBe(positive(totals.Total ?? ''))
  return {
    lines: lines.map(positive),
    totals: Object.fromEntries(Object.entries(rest).map((row) => row.map(positive))),
  }
}

/** A number of the balance on the Billing tab, for example "Account credit". */
export const shownBalance = (page: Page, label: string): Locator =>
  page
    .locator('dl > div')
    .filter({ has: page.locator('dt').getByText(label, { exact: true }) })
    .locator('dd')

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { BankStatementUpload } from '#contracts/bank-statements/schemas.ts'
import { currencies, isCurrency } from '#contracts/money/currencies.ts'
import { api, request } from '../../lib/api.ts'
import { oneOf } from '../../lib/one-of.ts'
import { explain } from '../../lib/problem.ts'
import { randomUuid } from '../../lib/random.ts'
import { useCompanyCurrency } from '../../shared/money/use-company-currency.ts'
import { Field } from '../../ui/field.tsx'
import { FileDrop } from '../../ui/file-drop.tsx'
import { Select } from '../../ui/select.tsx'
import { words } from '../../words/index.ts'

const text = words.bankStatements
const dateOrders = ['day-first', 'month-first'] as const satisfies readonly BankStatementUpload['dateOrder'][]

/** Uploads the file of a bank, with the two facts that it may lack. @param onUploaded with the id of the new statement */
export function UploadStatement({ onUploaded }: { onUploaded: (id: string) => void }) {
  const queryClient = useQueryClient()
  const ofCompany = useCompanyCurrency()
  const [chosen, setChosen] = useState<string | null>(null)
  const [dateOrder, setDateOrder] = useState<BankStatementUpload['dateOrder']>('day-first')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const currency = chosen ?? ofCompany
  const upload = async (file: File) => {
    setBusy(true)
    setFailure(null)
    try {
      const query = new URLSearchParams({ fileName: file.name, currency, dateOrder })
      const response = await request(`/api/v1/bank-statements?${query}`, {
        method: 'POST',
        headers: { 'content-type': 'text/csv', 'idempotency-key': randomUuid() },
        body: file,
      })
      const uploaded: { id: string } = await response.json()
      void queryClient.invalidateQueries({ queryKey: api.bankStatements.list.key() })
      onUploaded(uploaded.id)
    } catch (error) {
      setFailure(explain(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <div className="mb-4 grid max-w-xl gap-4 sm:grid-cols-2">
        <Field label={text.currency} help={text.currencyHelp}>
          {(control) => (
            <Select
              {...control}
              value={currency}
              onChange={({ target }) => isCurrency(target.value) && setChosen(target.value)}
            >
              {currencies.map((code) => (
                <option key={code} value={code}>
                  {code}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={text.dateOrder}>
          {(control) => (
            <Select
              {...control}
              value={dateOrder}
              onChange={({ target }) => setDateOrder(oneOf(dateOrders, target.value) ?? 'day-first')}
            >
              {dateOrders.map((order) => (
                <option key={order} value={order}>
                  {text.dateOrders[order]}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      <FileDrop
        label={text.choose}
        busyLabel={text.uploading}
        busy={busy}
        help={text.drop}
        failure={failure}
        onFile={(file) => void upload(file)}
      />
    </>
  )
}

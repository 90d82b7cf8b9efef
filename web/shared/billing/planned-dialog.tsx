import type { UseQueryResult } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { BillingPreview } from '#contracts/invoices/schemas.ts'
import { explain } from '../../lib/problem.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../ui/dialog.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { words } from '../../words/index.ts'
import { isPreviewChanged, Preview } from './preview.tsx'

interface PlannedDialogProps {
  title: string
  confirm: string
  confirming: string
  danger?: boolean
  keep?: string
  /** The heading of the amounts. */
  previewTitle?: string
  /** Null: the form is not complete. */
  preview: UseQueryResult<BillingPreview> | null
  /** The fields changed, and the new preview was not requested yet. */
  outdated?: boolean
  /** @param planHash of the preview that the user saw */
  onConfirm: (planHash: string) => Promise<void>
  onClose: () => void
  /** The fields. */
  children: ReactNode
}

/** A form that books money: it shows the preview of its amounts, and books exactly those or nothing. */
export function PlannedDialog({
  title,
  confirm,
  confirming,
  danger = false,
  keep = words.common.cancel,
  previewTitle,
  preview,
  outdated = false,
  onConfirm,
  onClose,
  children,
}: PlannedDialogProps) {
  const [busy, setBusy] = useState(false)
  const [changed, setChanged] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const planHash = preview?.isFetching || preview?.isError ? undefined : preview?.data?.planHash
  const blocked = busy || outdated || planHash === undefined
  const run = async () => {
    if (blocked || planHash === undefined) return
    setBusy(true)
    setFailure(null)
    setChanged(false)
    try {
      await onConfirm(planHash)
      onClose()
    } catch (error) {
      if (isPreviewChanged(error)) {
        setChanged(true)
        await preview?.refetch()
      } else setFailure(explain(error))
      setBusy(false)
    }
  }
  return (
    <Dialog open wide onClose={busy ? () => {} : onClose} title={title}>
      <form
        noValidate
        className="flex min-h-0 flex-1 flex-col"
        onSubmit={(event) => {
          event.preventDefault()
          event.stopPropagation()
          void run()
        }}
      >
        <DialogBody>
          {children}
          {preview && <Preview query={preview} changed={changed} title={previewTitle} />}
        </DialogBody>
        <DialogFooter above={<FormError message={failure} />}>
          <Button variant="ghost" blocked={busy} onClick={onClose}>
            {keep}
          </Button>
          <Button type="submit" variant={danger ? 'danger' : 'primary'} blocked={blocked}>
            {busy ? confirming : confirm}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  )
}

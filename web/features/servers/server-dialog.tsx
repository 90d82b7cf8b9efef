import type { FormEvent, ReactNode } from 'react'
import type { FieldValues } from 'react-hook-form'
import { FormProvider, type UseFormReturn } from 'react-hook-form'
import type { ConnectionReport, Server } from '#contracts/server.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../ui/dialog.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { LiveRegion } from '../../ui/notice.tsx'
import { CheckLadder } from './check-ladder.tsx'
import { ServerFields } from './server-fields.tsx'
import type { ServerValues } from './server-values.ts'
import { useConnectionTest } from './use-connection-test.ts'

interface ServerDialogProps<Body extends FieldValues> {
  title: string
  form: UseFormReturn<ServerValues, unknown, Body>
  saved?: Server | undefined
  submit: (event: FormEvent) => Promise<void>
  sending: boolean
  failure: string | null
  save: ReactNode
  /** Tests what stands in the form; null when the form itself must be corrected first. */
  test: () => Promise<ConnectionReport | null>
  onClose: () => void
}

/** The form that adding and editing share. */
export function ServerDialog<Body extends FieldValues>({
  title,
  form,
  saved,
  submit,
  sending,
  failure,
  save,
  test,
  onClose,
}: ServerDialogProps<Body>) {
  const connection = useConnectionTest(test)
  return (
    <Dialog open onClose={sending ? () => {} : onClose} title={title} wide>
      <FormProvider {...form}>
        <form noValidate onSubmit={submit} className="flex min-h-0 flex-1 flex-col">
          <DialogBody>
            <ServerFields saved={saved} />
            <LiveRegion>{connection.report && <CheckLadder report={connection.report} />}</LiveRegion>
          </DialogBody>
          <DialogFooter above={<FormError message={failure ?? connection.failure} />}>
            <Button
              className="mr-auto"
              blocked={connection.testing || sending}
              onClick={() => void connection.test()}
            >
              {connection.testing ? 'Testing...' : 'Test Connection'}
            </Button>
            <Button variant="ghost" blocked={sending} onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" variant="primary" className="min-w-26" blocked={sending}>
              {sending ? 'Saving...' : save}
            </Button>
          </DialogFooter>
        </form>
      </FormProvider>
    </Dialog>
  )
}

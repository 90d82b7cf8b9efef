import { type FormEvent, type ReactNode, useEffect, useRef } from 'react'
import type { FieldValues } from 'react-hook-form'
import { FormProvider, type UseFormReturn } from 'react-hook-form'
import type { PanelDescription } from '#contracts/panels/schemas.ts'
import type { ConnectionReport, Server } from '#contracts/servers/schemas.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../ui/dialog.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { LiveRegion } from '../../ui/notice.tsx'
import { words } from '../../words/index.ts'
import { ConnectionResult } from './connection-checks.tsx'
import { ServerFields } from './server-fields.tsx'
import type { ServerValues } from './server-values.ts'
import { useConnectionTest } from './use-connection-test.ts'

interface ServerDialogProps<Body extends FieldValues> {
  title: ReactNode
  form: UseFormReturn<ServerValues, unknown, Body>
  /** The selected panel, and the available panels. */
  panel: PanelDescription
  panels: readonly PanelDescription[]
  saved?: Server | undefined
  submit: (event: FormEvent) => Promise<void>
  sending: boolean
  failure: string | null
  save: ReactNode
  /** Tests the values in the form. Null if the form must be corrected first. */
  test: () => Promise<ConnectionReport | null>
  onClose: () => void
}

/** The form that adding and editing share. */
export function ServerDialog<Body extends FieldValues>({
  title,
  form,
  panel,
  panels,
  saved,
  submit,
  sending,
  failure,
  save,
  test,
  onClose,
}: ServerDialogProps<Body>) {
  const connection = useConnectionTest(test)
  const reportPlace = useRef<HTMLDivElement>(null)
  // The report may be longer than the visible part of the dialog, so it is scrolled into view.
  useEffect(() => {
    if (connection.report) reportPlace.current?.scrollIntoView({ block: 'start' })
  }, [connection.report])
  return (
    <Dialog open onClose={sending ? () => {} : onClose} title={title} wide>
      <FormProvider {...form}>
        <form noValidate onSubmit={submit} className="flex min-h-0 flex-1 flex-col">
          <DialogBody>
            <ServerFields panel={panel} panels={panels} saved={saved} />
            <div ref={reportPlace} className="scroll-mt-4">
              <LiveRegion>{connection.report && <ConnectionResult report={connection.report} />}</LiveRegion>
            </div>
          </DialogBody>
          <DialogFooter above={<FormError message={failure ?? connection.failure} />}>
            <Button
              className="mr-auto"
              blocked={connection.testing || sending}
              onClick={() => void connection.test()}
            >
              {connection.testing ? words.servers.testing : words.servers.test}
            </Button>
            <Button variant="ghost" blocked={sending} onClick={onClose}>
              {words.common.cancel}
            </Button>
            <Button type="submit" variant="primary" className="min-w-26" blocked={sending}>
              {sending ? words.servers.saving : save}
            </Button>
          </DialogFooter>
        </form>
      </FormProvider>
    </Dialog>
  )
}

import { type ChangeEvent, useRef, useState } from 'react'
import { logoMediaTypes, mostLogoBytes } from '#contracts/company/schemas.ts'
import { explain } from '../../lib/problem.ts'
import { Button } from '../../ui/button.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { Panel, PanelTitle } from '../../ui/page.tsx'
import { LoadError, SkeletonRows } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.ts'
import { words } from '../../words/index.ts'
import { useBillingSettingsActions, useLogo } from './use-billing-settings.ts'

const text = words.companyForm

/** The logo on documents: shown, replaced and removed. */
export function LogoPanel() {
  const logo = useLogo()
  const { changeLogo, removeLogo } = useBillingSettingsActions()
  const input = useRef<HTMLInputElement>(null)
  const [isRunning, setRunning] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const run = async (action: () => Promise<unknown>, done: string) => {
    setRunning(true)
    setFailure(null)
    try {
      await action()
      toast.success(done)
    } catch (error) {
      setFailure(explain(error))
    } finally {
      setRunning(false)
    }
  }
  const upload = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const file = target.files?.[0]
    // The same file can be chosen again after an error.
    target.value = ''
    if (!file) return
    if (file.size > mostLogoBytes) return setFailure(text.logoTooLarge)
    void run(async () => changeLogo({ data: await base64Of(file) }), text.logoSaved)
  }
  const shown = logo.data?.logo
  return (
    <Panel>
      <PanelTitle>{text.logo}</PanelTitle>
      {logo.isPending && <SkeletonRows rows={1} />}
      {logo.isError && !logo.data && <LoadError error={logo.error} onRetry={() => void logo.refetch()} />}
      {logo.data && (
        <div className="space-y-3 px-4 py-4">
          {shown ? (
            // White, as the paper of an invoice.
            <div className="w-fit max-w-full rounded-md border border-line bg-white p-3">
              <img
                src={`data:${shown.mediaType};base64,${shown.data}`}
                alt={text.logoOf}
                className="max-h-24 max-w-full"
              />
            </div>
          ) : (
            <p>{text.noLogo}</p>
          )}
          <p className="text-sm text-muted">{text.logoHelp}</p>
          <FormError message={failure} />
          <input
            ref={input}
            type="file"
            hidden
            accept={logoMediaTypes.join(',')}
            aria-label={text.logoFile}
            onChange={upload}
          />
          <div className="flex flex-wrap gap-2">
            <Button blocked={isRunning} onClick={() => input.current?.click()}>
              {isRunning ? text.uploading : text.chooseLogo}
            </Button>
            {shown && (
              <Button
                variant="ghost"
                blocked={isRunning}
                onClick={() => void run(removeLogo, text.logoRemoved)}
              >
                {text.removeLogo}
              </Button>
            )}
          </div>
        </div>
      )}
    </Panel>
  )
}

async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}

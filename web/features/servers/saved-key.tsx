import { useFormContext } from 'react-hook-form'
import type { PanelDescription } from '#contracts/panels/schemas.ts'
import type { Server } from '#contracts/servers/schemas.ts'
import { Button } from '../../ui/button.tsx'
import { words } from '../../words/index.ts'
import { KeyFields } from './key-fields.tsx'
import { KeyNeeds } from './key-needs.tsx'
import { changesAddress, type ServerValues } from './server-values.ts'

const text = words.servers

/**
 * The key of a saved server. Its fields exist only on request, so a browser cannot fill them, or for another
 * address, which does not get the saved key.
 */
export function SavedKey({ panel, saved }: { panel: PanelDescription; saved: Server }) {
  const { register, formState, setValue, setFocus, clearErrors, watch } = useFormContext<ServerValues>()
  const [first] = panel.connectionFields.filter(({ name }) => name !== 'baseUrl')
  if (!first) return null
  const [entersKey, baseUrl, caCertificate, forgetAuthority] = watch([
    'entersKey',
    'baseUrl',
    'caCertificate',
    'forgetAuthority',
  ])
  if (changesAddress({ baseUrl, caCertificate, forgetAuthority }, saved))
    return (
      <>
        <p className="rounded-md bg-sunken px-3 py-2 text-sm">{text.keyAgain}</p>
        <KeyFields panel={panel} register={register} errors={formState.errors} whole />
        <KeyNeeds panel={panel} />
      </>
    )
  if (!entersKey)
    return (
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-2 rounded-md bg-sunken px-3 py-2">
        <p className="min-w-0 text-sm wrap-anywhere">
          {saved.apiKeyHint === ''
            ? text.keyStays
            : text.currentKey(saved.apiKeyHint, saved.apiKeyFingerprint)}
        </p>
        <Button
          size="sm"
          onClick={() => {
            setValue('entersKey', true)
            setTimeout(() => setFocus(first.name))
          }}
        >
          {text.enterKey}
        </Button>
      </div>
    )
  return (
    <>
      <KeyFields panel={panel} register={register} errors={formState.errors} />
      <Button
        size="sm"
        onClick={() => {
          for (const name of ['apiKey', 'apiSecret'] as const) setValue(name, '')
          clearErrors(['apiKey', 'apiSecret'])
          setValue('entersKey', false)
        }}
      >
        {text.keepKey}
      </Button>
      <KeyNeeds panel={panel} />
    </>
  )
}

import { type FormEvent, type ReactNode, useState } from 'react'
import type { Customer } from '#contracts/customers/schemas.ts'
import type { PasswordLink } from '#contracts/password-links/schemas.ts'
import { client } from '../../lib/api.ts'
import { explain } from '../../lib/problem.ts'
import { useIdempotencyKey } from '../../lib/use-idempotency-key.ts'
import { ShownLink } from '../../shared/session/shown-link.tsx'
import { Button } from '../../ui/button.tsx'
import { DialogBody, DialogFooter } from '../../ui/dialog.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { words } from '../../words/index.ts'

const text = words.setPassword

interface PasswordLinkFormProps {
  customer: Customer
  onClose: () => void
  children: ReactNode
}

/** Creates a single-use link and shows it once. */
export function PasswordLinkForm({ customer, onClose, children }: PasswordLinkFormProps) {
  const key = useIdempotencyKey()
  const [link, setLink] = useState<PasswordLink | null>(null)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const make = async (event: FormEvent) => {
    event.preventDefault()
    event.stopPropagation()
    if (busy) return
    setBusy(true)
    setFailure(null)
    try {
      setLink(
        await client.passwordLinks.create(
          { id: customer.id },
          { context: { idempotencyKey: key.current() } },
        ),
      )
      key.renew()
    } catch (error) {
      setFailure(explain(error))
    }
    setBusy(false)
  }
  return (
    <form noValidate onSubmit={make} className="flex min-h-0 flex-1 flex-col">
      <DialogBody>
        {children}
        {link && <ShownLink link={link} />}
      </DialogBody>
      <DialogFooter above={<FormError message={failure} />}>
        <Button variant="ghost" onClick={onClose}>
          {link ? words.common.close : words.common.cancel}
        </Button>
        {!link && (
          <Button type="submit" variant="primary" className="min-w-30" blocked={busy}>
            {busy ? text.making : text.makeLink}
          </Button>
        )}
      </DialogFooter>
    </form>
  )
}

import type { ReactNode } from 'react'
import type { PasswordLink } from '#contracts/password-links/schemas.ts'
import { ShownLink } from '../../shared/session/shown-link.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../ui/dialog.tsx'
import { words } from '../../words/index.ts'

interface LinkDialogProps {
  title: ReactNode
  link: PasswordLink
  onClose: () => void
}

/** A new set-password link, to copy and send. */
export function LinkDialog({ title, link, onClose }: LinkDialogProps) {
  return (
    <Dialog open onClose={onClose} title={title}>
      <DialogBody>
        <ShownLink link={link} />
      </DialogBody>
      <DialogFooter>
        <Button variant="primary" onClick={onClose}>
          {words.common.close}
        </Button>
      </DialogFooter>
    </Dialog>
  )
}

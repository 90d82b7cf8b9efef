import { render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { toast } from './toast.ts'
import { Toaster } from './toaster.tsx'

test('undoes once, however often the button is pressed', async () => {
  render(<Toaster />)
  const onClick = vi.fn()
  toast.undoable('Suspended.', { label: 'Undo', onClick })
  await userEvent.dblClick(await screen.findByRole('button', { name: 'Undo' }))
  expect(onClick).toHaveBeenCalledOnce()
})

test('a new list of toasts does not repeat those of the one before', async () => {
  const before = render(<Toaster />)
  toast.success('Before.')
  await screen.findByText('Before.')
  before.unmount()
  render(<Toaster />)
  toast.success('After.')
  await screen.findByText('After.')
  expect(screen.queryByText('Before.')).not.toBeInTheDocument()
})

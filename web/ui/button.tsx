import type { ComponentProps } from 'react'
import { classNames } from './class-names.ts'

export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger'

const shape =
  'inline-flex items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap select-none transition-colors aria-disabled:cursor-not-allowed aria-disabled:opacity-55 disabled:opacity-55'
const sizes = { md: 'h-9 px-3.5 text-base', sm: 'h-7.5 px-2.5 text-sm' }
const variants: Record<ButtonVariant, string> = {
  primary: 'bg-accent text-on-accent not-aria-disabled:hover:bg-accent-hover',
  secondary: 'border border-line bg-surface text-text shadow-panel not-aria-disabled:hover:bg-sunken',
  ghost: 'text-muted not-aria-disabled:hover:bg-sunken not-aria-disabled:hover:text-text',
  danger: 'bg-danger text-on-accent not-aria-disabled:hover:bg-danger-hover',
}

/** The classes of a button, also for links that look like one. */
export const buttonClass = (variant: ButtonVariant = 'secondary', size: 'sm' | 'md' = 'md') =>
  classNames(shape, sizes[size], variants[variant])

interface ButtonProps extends Omit<ComponentProps<'button'>, 'disabled'> {
  variant?: ButtonVariant
  size?: 'sm' | 'md'
  /** The button stays focusable but does nothing. Give the reason through aria-describedby. */
  blocked?: boolean
}

export function Button({
  variant = 'secondary',
  size = 'md',
  blocked = false,
  type = 'button',
  className,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      aria-disabled={blocked || undefined}
      onClick={blocked ? (event) => event.preventDefault() : onClick}
      className={classNames(buttonClass(variant, size), className)}
    />
  )
}

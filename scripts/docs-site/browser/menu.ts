/** On a narrow screen, the navigation is closed until the reader opens it. */
export function connectMenu(): void {
  const button = document.querySelector<HTMLButtonElement>('.menu-button')
  if (!button) return
  const isOpen = () => button.getAttribute('aria-expanded') === 'true'
  const show = (open: boolean) => {
    button.setAttribute('aria-expanded', String(open))
    document.body.classList.toggle('menu-open', open)
  }
  button.addEventListener('click', () => show(!isOpen()))
  document.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || !isOpen()) return
    show(false)
    button.focus()
  })
}

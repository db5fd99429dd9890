/** A script for a page: what does not fit, is too small to press, has no visible focus or no name. Returns a sentence for each. */

/** WCAG 2.2 wants 24 pixels but for links within a sentence; what a page is for has 44. */
export const MEASURE = `(() => {
  const faults = []
  const named = found => found.tagName.toLowerCase() + (found.className ? '.' + found.className : '') + ' "' + found.textContent.trim().slice(0, 30) + '"'
  const isShown = found => found.checkVisibility({ visibilityProperty: true }) && !found.closest('.unseen, .skip')
  const all = chosen => [...document.querySelectorAll(chosen)].filter(isShown)
  const width = document.documentElement.clientWidth

  if (document.documentElement.lang !== 'ko') faults.push('is not marked as Korean')
  if (!/^.+ - 손모아/.test(document.title)) faults.push('has no title: ' + document.title)
  if (document.querySelectorAll('h1').length !== 1) faults.push('has not one h1')
  if (!document.querySelector('link[href="/assets/tokens.css"]')) faults.push('is not of our identity')
  if (all('main a, main button, nav.menu a').length === 0) faults.push('is a dead end')
  if (document.documentElement.scrollWidth > width) faults.push('scrolls sideways')

  for (const found of all('body *')) {
    const { left, right } = found.getBoundingClientRect()
    if (left < -0.5 || right > width + 0.5) faults.push('is out of the window: ' + named(found))
    const { overflow, textOverflow, webkitLineClamp } = getComputedStyle(found)
    const isCut = overflow === 'hidden' && found.scrollWidth > found.clientWidth + 1
    if ((isCut || textOverflow === 'ellipsis') && webkitLineClamp === 'none') faults.push('is cut: ' + named(found))
  }

  const isWithinSentence = found =>
    getComputedStyle(found).display === 'inline' && found.parentElement.textContent.trim() !== found.textContent.trim()
  for (const found of all('a, button, summary, select, input, .check label')) {
    const { width, height } = found.getBoundingClientRect()
    const isMain = found.matches('button:not(.plain), .button, select, input:not([type=checkbox])')
    const least = isMain ? 44 : 24
    const box = found.matches('input[type=checkbox]') || isWithinSentence(found) ? 0 : least
    if (height < box || width < Math.min(box, 24)) faults.push('is ' + Math.round(width) + '×' + Math.round(height) + ': ' + named(found))
  }

  for (const found of all('a, button, select, input, textarea')) {
    found.focus({ focusVisible: true, preventScroll: true })
    const { outlineStyle, outlineWidth } = getComputedStyle(found)
    if (document.activeElement === found && (outlineStyle === 'none' || parseFloat(outlineWidth) < 2)) faults.push('shows no focus: ' + named(found))
  }
  document.activeElement?.blur()
  return faults
})()`

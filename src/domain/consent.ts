/** Consents (동의) that are asked for, and the version of the text that was shown. */

/** Changes whenever the text of the privacy policy or of the consent changes. */
export const PRIVACY_VERSION = '2026-11-27'

/** Collection and use for signing in and applying (개인정보 보호법 제15조·제22조). */
export const PRIVACY_CONSENT = 'privacy'

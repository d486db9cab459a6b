// Passkeys: a button with data-passkey opens the browser's own dialog, by django-allauth's function of that name.
for (const button of document.querySelectorAll("[data-passkey]")) {
  const { passkey, credential = "mfa_credential", passwordless } = button.dataset;
  const ids = { add: button.id, login: button.id, authenticate: button.id, credential, passwordless };
  if (document.getElementById("passkey_data")) ids.data = "passkey_data";
  window.allauth.webauthn.forms[passkey]({ ids });
  button.addEventListener("click", () => trouble(false));
}

// The dialog was closed, or there was no passkey: say so on the page.
function trouble(isShown) {
  for (const words of document.querySelectorAll("[data-passkey-trouble]")) words.hidden = !isShown;
}
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  trouble(true);
});

// Signing in elsewhere gives the browser a new token: the form takes it over when it is sent.

for (const form of document.querySelectorAll("form[data-kept]")) {
  form.addEventListener("submit", () => {
    const token = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie);
    if (token) form.elements.csrfmiddlewaretoken.value = token[1];
  });
}

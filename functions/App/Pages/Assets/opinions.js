// Ticking texts to merge fills in the merged text, until somebody has worded it.
const form = document.querySelector('form[data-form=merge]');
let filled = form?.elements.words.value;
if (form) {
  const words = form.elements.words;
  form.addEventListener('change', event => {
    if (event.target.name !== 'texts' || words.value !== filled) {
      return;
    }
    filled = Array.from(form.querySelectorAll('[name=texts]:checked'), box => box.dataset.words).join('\n');
    words.value = filled;
  });
}

// A button sends its own form only: what is typed into another one and not saved yet would be gone with the page.
const isTyped = field => field.value !== field.defaultValue && !(field.form === form && field.value === filled);
const typedBeside = sent => [...document.querySelectorAll('main form textarea, main form input[name=words]')]
  .some(field => field.form !== sent && isTyped(field));
let isSending = false;
document.addEventListener('submit', event => {
  if (typedBeside(event.target) && !confirm('ほかの欄に、保存していない入力があります。このまま進むと、その入力は失われます。進みますか。')) {
    event.preventDefault();
    return;
  }
  isSending = true;
}, true);
addEventListener('beforeunload', event => {
  if (!isSending && typedBeside(null)) {
    event.preventDefault();
  }
});
addEventListener('pageshow', () => { isSending = false; });

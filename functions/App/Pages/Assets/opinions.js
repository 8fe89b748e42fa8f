// Ticking texts to merge fills in the merged text, until somebody has worded it.
const form = document.querySelector('form[data-form=merge]');
if (form) {
  const words = form.elements.words;
  let filled = words.value;
  form.addEventListener('change', event => {
    if (event.target.name !== 'texts' || words.value !== filled) {
      return;
    }
    filled = Array.from(form.querySelectorAll('[name=texts]:checked'), box => box.dataset.words).join('\n');
    words.value = filled;
  });
}

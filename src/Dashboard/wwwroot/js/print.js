// Buttons that print the page. The server cannot, and the policy allows no script in the page.
document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-print]")) window.print();
});
